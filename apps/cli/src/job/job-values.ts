import type { ConfigFlags } from "../config/config-flags.ts";

/** What `ohcs plan` and `ohcs run` take alike. */
export interface JobValues extends ConfigFlags {
  readonly plate: string;
  readonly pipeline: string;
  readonly output: string | undefined;
  readonly pattern: string | undefined;
  readonly plateMap: string | undefined;
}
