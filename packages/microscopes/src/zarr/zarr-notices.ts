import type { Diagnostic } from "@ohcs/context";
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
  const count = (subjects: readonly string[]) => subjects.length.toLocaleString("en");
  return [
    ...(ids.length === 0
      ? []
      : [notice("ACQUISITIONS_SET_ASIDE", `Fields of ${count(ids)} other acquisitions were set aside`, ids)]),
    ...(missingFields.length === 0
      ? []
      : [notice("FIELDS_MISSING", `${count(missingFields)} fields are listed that are not there`, missingFields)]),
    ...(unstored.length === 0
      ? []
      : [notice("PLANES_UNSTORED", `${count(unstored)} planes were declared and never stored`, unstored)]),
    ...(empty.length === 0
      ? []
      : [
          notice(
            "PLANES_EMPTY",
            `${count(empty)} planes have no chunk, which stands for nothing but fill value`,
            empty,
          ),
        ]),
  ];
}
