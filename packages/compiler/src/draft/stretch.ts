import type { MaterializedStructure } from "./materialized-step.ts";

/** The work of wells between two barriers. */
export interface Stretch {
  /** The number of barriers before it. */
  readonly level: number;
  /** Wells without work here are in none of them. */
  readonly structures: readonly MaterializedStructure[];
}
