import { compareNatural, countOf } from "@ohcs/context";
import type { MicroscopeFormat } from "../format/microscope-format.ts";
import { isImagePath, type PlateDescription, type PlateReading } from "../manifest/plate-reading.ts";
import { notice } from "../notices.ts";
import { type HtdFile, parseHtd } from "./parse-htd.ts";
import { parseMetaSeries } from "./parse-metaseries.ts";
import { isImageXpressPath, readImageXpress } from "./read-imagexpress.ts";

/** Plates of ImageXpress microscopes: what MetaXpress exports, and the folders of its database. */
export const imageXpressFormat: MicroscopeFormat = {
  name: "imageXpress",
  version: "1.0.0",
  summary: "Molecular Devices ImageXpress: MetaXpress exports and database folders",
  recognizes: (paths) => {
    const images = paths.filter(isImagePath);
    return images.filter(isImageXpressPath).length / Math.max(1, images.length);
  },
  companions: outermostHtd,
  read: (files, companions) => {
    const { planes, notices } = readImageXpress(files);
    const [described] = [...companions].map(([path, bytes]) => readingOf(path, bytes));
    return {
      planes,
      notices: [...(described?.notices ?? []), ...notices],
      description: described?.description ?? null,
    };
  },
  describePlane: parseMetaSeries,
};

/** There is an HTD file at every level of an export; the outermost describes the plate. */
function outermostHtd(paths: readonly string[]): readonly string[] {
  const found = paths.filter((path) => /\.htd$/i.test(path));
  const depth = (path: string) => path.split("/").length;
  return found.toSorted((a, b) => depth(a) - depth(b) || compareNatural(a, b)).slice(0, 1);
}

function readingOf(path: string, bytes: Uint8Array): Pick<PlateReading, "description" | "notices"> {
  const description = describeHtd(bytes);
  if (description !== null) return { description: { ...description, path }, notices: [] };
  return { notices: [notice("METADATA_UNREADABLE", `'${path}' is not a valid HTD file`, [path])] };
}

/** The facts about the plate in an HTD file; null if the bytes are not an HTD file. */
export function describeHtd(bytes: Uint8Array): PlateDescription | null {
  const htd = parseHtd(bytes);
  if (htd === null) return null;
  const masked = isMasked(htd);
  return {
    channels: new Map(htd.waves.filter(({ name }) => name !== "").map(({ id, name }) => [id, { name }])),
    // Sites are numbered over those imaged: after a gap, numbers do not determine rows and columns.
    grid: masked ? null : htd.grid,
    plateFormat: htd.plateFormat,
    announced: {
      wells: htd.wells,
      channels: htd.waves.filter(({ collected }) => collected).map(({ id }) => id),
      sites: htd.selectedSites,
      zSteps: htd.zSteps,
      timepoints: htd.timepoints,
    },
    notices: masked ? [maskedNotice(htd)] : [],
  };
}

function isMasked({ grid, selectedSites }: HtdFile): boolean {
  return grid !== null && selectedSites !== null && selectedSites !== grid.rows * grid.columns;
}

function maskedNotice({ grid, selectedSites }: HtdFile) {
  const size = `${grid?.rows} × ${grid?.columns}`;
  return notice("SITES_MASKED", `The grid of ${size} sites is unknown where sites are masked out`, [], {
    expected: `a whole grid of ${size}`,
    got: countOf(selectedSites ?? 0, "site"),
  });
}
