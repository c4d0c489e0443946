import type { PlateDesign } from "./design/plate-design.ts";

/** The plate map as CSV: columns `well`, `role` (`negative`, `positive`, `sample`) and `dose` (µM). */
export function plateMapCsv({ wells }: PlateDesign): string {
  return ["well,role,dose", ...wells.map(({ well, role, dose }) => `${well},${role},${dose}`), ""].join("\n");
}
