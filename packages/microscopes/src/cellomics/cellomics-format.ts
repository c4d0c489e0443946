import type { MicroscopeFormat } from "../format/microscope-format.ts";
import { fractionNamed, readByName, refuseSeveral } from "../grammar/read-by-name.ts";
import { unmatchedNotices } from "../grammar/read-by-pattern.ts";

/** `AS_09125_050116030001_D03f00d0.TIF`: plate, well, field and channel from 0; `o1` marks an overlay. */
const NAME =
  /^(?<plate>(?:AS|MFGTMP|[A-Za-z][\w-]{0,60})[_-][\w-]{0,100})_(?<row>[A-Z]|A[A-F])(?<col>\d{2})f(?<site>\d{2,4})d(?<ch>\d{1,2})\.tiff?$/i;

/** Plates of ArrayScan, exported as TIFF; fields and channels count from 0, as in its own software. */
export const cellomicsFormat: MicroscopeFormat = {
  name: "cellomics",
  version: "1.0.0",
  summary: "Thermo Fisher (Cellomics) ArrayScan and CellInsight: exported images",
  recognizes: (paths) => fractionNamed(paths, NAME),
  read: (files) => {
    const { planes, own, unmatched } = readByName(files, NAME, { own: ({ plate = "" }) => plate });
    refuseSeveral(own, "plates");
    return { planes, notices: unmatchedNotices(unmatched) };
  },
};
