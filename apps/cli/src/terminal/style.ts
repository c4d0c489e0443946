import type { Colors } from "picocolors/types.js";

/** How text may look where it goes. */
export interface Style {
  readonly colors: Colors;
  /** Width in characters. */
  readonly columns: number;
}
