import type { BackendOptions, GpuPolicy, OpenPlateOptions } from "@ohcs/context";
import type { Assignment } from "../program/option-values.ts";

/** What a command line may say of the configuration. */
export interface ConfigFlags {
  readonly handler: string | undefined;
  readonly pattern: string | undefined;
  readonly pages: OpenPlateOptions["pages"] | undefined;
  readonly plateMap: string | undefined;
  readonly wells: readonly string[] | undefined;
  readonly pixelSize: number | undefined;
  readonly grid: readonly [rows: number, columns: number] | undefined;
  readonly channel: readonly Readonly<Record<string, string>>[];
  readonly per: readonly string[] | undefined;
  readonly backend: string | undefined;
  readonly backendWith: BackendOptions | undefined;
  readonly runner: string | undefined;
  readonly runnerWith: BackendOptions | undefined;
  readonly ngff: "0.4" | "0.5" | "0.6" | undefined;
  readonly gpu: GpuPolicy | undefined;
  readonly workers: number | undefined;
  readonly timeout: number | undefined;
  readonly retries: number | undefined;
  /** False where a run is to write no report. */
  readonly report?: boolean | undefined;
  readonly set: readonly Assignment[];
}
