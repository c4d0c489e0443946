import type { MaterializedStructure } from "./materialized-step.ts";

/** What wells do between two barriers. */
export interface Stretch {
  /** How many barriers lie before it. */
  readonly level: number;
  /** Wells that have nothing to do here are in none of them. */
  readonly structures: readonly MaterializedStructure[];
}
