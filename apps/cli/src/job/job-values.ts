import type { Assignment } from "../program/option-values.ts";

/** What `ohcs plan` and `ohcs run` take alike. */
export interface JobValues {
  readonly plate: string;
  readonly pipeline: string;
  readonly output: string | undefined;
  readonly wells: readonly string[] | undefined;
  readonly pattern: string | undefined;
  readonly plateMap: string | undefined;
  readonly backend: "disk" | "zarr" | undefined;
  readonly ngff: "0.4" | "0.5" | undefined;
  readonly workers: number | undefined;
  readonly timeout: number | undefined;
  readonly retries: number | undefined;
  readonly set: readonly Assignment[];
}
