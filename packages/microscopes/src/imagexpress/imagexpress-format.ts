import { compareNatural } from "@ohcs/context";
import type { MicroscopeFormat } from "../format/microscope-format.ts";
import type { PlateFile } from "../manifest/plate-file.ts";
import { describeHtd } from "./describe-htd.ts";
import { parseMetaSeries } from "./parse-metaseries.ts";
import { isImageXpressPath, readImageXpress } from "./read-imagexpress.ts";

/** Plates of ImageXpress microscopes: what MetaXpress exports, and the folders of its database. */
export const imageXpressFormat: MicroscopeFormat = {
  name: "imageXpress",
  summary: "Molecular Devices ImageXpress: MetaXpress exports and database folders",
  recognizes: (imagePaths) => imagePaths.filter(isImageXpressPath).length / Math.max(1, imagePaths.length),
  read: readImageXpress,
  companion: outermostHtd,
  describe: describeHtd,
  describePlane: parseMetaSeries,
};

/** An HTD file lies at every level of an export; the outermost speaks for the plate. */
function outermostHtd(files: readonly PlateFile[]): string | null {
  const paths = files.map(({ path }) => path).filter((path) => /\.htd$/i.test(path));
  const depth = (path: string) => path.split("/").length;
  return paths.toSorted((a, b) => depth(a) - depth(b) || compareNatural(a, b))[0] ?? null;
}
