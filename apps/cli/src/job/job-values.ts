import type { ConfigFlags } from "../config/config-flags.ts";
import type { SourceValues } from "../plate/open-source.ts";

/** What `ohcs plan` and `ohcs run` take alike. */
export interface JobValues extends ConfigFlags, SourceValues {
  readonly pipeline: string;
  readonly output: string | undefined;
  readonly plateMap: string | undefined;
}

/** The same for any number of plates. */
export interface JobsValues extends Omit<JobValues, "plate"> {
  readonly plates: readonly string[];
}
