import type { GpuPolicy } from "@ohcs/context";
import type { Assignment } from "../program/option-values.ts";

/** What a command line may say of the configuration. */
export interface ConfigFlags {
  readonly handler: string | undefined;
  readonly wells: readonly string[] | undefined;
  readonly backend: "disk" | "zarr" | undefined;
  readonly ngff: "0.4" | "0.5" | undefined;
  readonly gpu: GpuPolicy | undefined;
  readonly workers: number | undefined;
  readonly timeout: number | undefined;
  readonly retries: number | undefined;
  readonly set: readonly Assignment[];
}
