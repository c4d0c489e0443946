import { itemsOf, memberOf, type Report } from "../rules/collect-violations.ts";
import type { WellFacts } from "./visit-well.ts";

/** Compares the counts of fields that a plate states with those of its wells, where all of these could be read. */
export function checkFieldCounts(plate: unknown, wells: readonly WellFacts[], pointer: string, report: Report): void {
  const most = Math.max(0, ...wells.map(({ acquisitions }) => acquisitions.length));
  const stated = memberOf(plate, "field_count");
  const isComplete = wells.length === itemsOf(memberOf(plate, "wells")).length;
  if (typeof stated === "number" && most > stated)
    report(
      "plate/field-count",
      `${pointer}/field_count`,
      `expected at least ${most}, the most in a well, got ${stated}`,
    );
  if (typeof stated === "number" && most < stated && isComplete)
    report(
      "plate/field-count-unreached",
      `${pointer}/field_count`,
      `expected ${most}, the most in a well, got ${stated}`,
    );
  const acquisitions = itemsOf(memberOf(plate, "acquisitions"));
  for (const [index, acquisition] of acquisitions.entries()) {
    const id = memberOf(acquisition, "id");
    const belongs = (named: unknown) => named === id || (named === undefined && acquisitions.length === 1);
    const fields = Math.max(0, ...wells.map((well) => well.acquisitions.filter(belongs).length));
    const limit = memberOf(acquisition, "maximumfieldcount");
    const at = `${pointer}/acquisitions/${index}/maximumfieldcount`;
    if (typeof limit === "number" && fields > limit)
      report("plate/maximum-field-count", at, `expected at least ${fields}, the most in a well, got ${limit}`);
  }
}
