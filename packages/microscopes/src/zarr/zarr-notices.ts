import type { Diagnostic } from "@ohcs/context";
import { countOf } from "../count-of.ts";
import { notice } from "../notices.ts";
import type { ZarrReading } from "./zarr-reading.ts";

/** What is said of an OME-Zarr plate besides the gaps that any plate may have. */
export function zarrNotices({
  otherAcquisitions,
  missingFields,
  unstored,
  fields,
}: ZarrReading): readonly Diagnostic[] {
  const empty = fields.flatMap(({ planes }) => planes.filter(({ isStored }) => !isStored).map(({ path }) => path));
  const ids = otherAcquisitions.map(String);
  return [
    ...(ids.length === 0
      ? []
      : [notice("ACQUISITIONS_SET_ASIDE", `Set aside the fields of ${countOf(ids.length, "other acquisition")}`, ids)]),
    ...(missingFields.length === 0
      ? []
      : [
          notice(
            "FIELDS_MISSING",
            `Did not find ${countOf(missingFields.length, "field")} that the plate lists`,
            missingFields,
          ),
        ]),
    ...(unstored.length === 0
      ? []
      : [notice("PLANES_UNSTORED", `Found ${countOf(unstored.length, "plane")} declared and never stored`, unstored)]),
    ...(empty.length === 0
      ? []
      : [
          notice(
            "PLANES_EMPTY",
            `Found ${countOf(empty.length, "plane")} without a chunk, which stands for nothing but fill value`,
            empty,
          ),
        ]),
  ];
}
