import { countOf } from "../count-of.ts";
import type { PlateDescription } from "../manifest/plate-reading.ts";
import { notice } from "../notices.ts";
import { type HtdFile, parseHtd } from "./parse-htd.ts";

/** What the bytes of an HTD file say about the plate; null where they are no HTD file. */
export function describeHtd(bytes: Uint8Array): PlateDescription | null {
  const htd = parseHtd(bytes);
  if (htd === null) return null;
  const masked = isMasked(htd);
  return {
    channelNames: new Map(htd.waves.filter(({ name }) => name !== "").map(({ id, name }) => [id, name])),
    // Sites are counted over those imaged: behind a gap, numbers say nothing about rows and columns.
    grid: masked ? null : htd.grid,
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
