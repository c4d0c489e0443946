import type { PlateValues } from "ohcs/compose";
import type { ConfigFlags } from "../config/config-flags.ts";

/** What `ohcs plan` and `ohcs run` take alike. */
export interface JobValues extends ConfigFlags, Omit<PlateValues, keyof ConfigFlags> {
  readonly pipeline: string;
}

/** The same for any number of plates. */
export interface JobsValues extends Omit<JobValues, "plate"> {
  readonly plates: readonly string[];
}
