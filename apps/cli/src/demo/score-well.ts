import { type Backend, type Json, recordsOf } from "@ohcs/context";
import { type PlacementKind, type Point, scoreObjects, scorePositions, type WellTruth } from "@ohcs/testkit";

/** How one well of the demo compares with the truth. */
export interface WellScore {
  readonly well: string;
  readonly placement: PlacementKind;
  readonly status: string;
  /** Cells that are at least half visible. */
  readonly truth: number;
  /** Objects that the well's table counts. */
  readonly found: number;
  /** Objects in the label mosaic on cells that do not count: neither right nor wrong. */
  readonly ignored: number;
  /** Cells whose object covers them with an intersection over union of 0.5 or more. */
  readonly matched: number;
  readonly f1: number;
  /** Objects on a cell that has its object already. */
  readonly duplicates: number;
  /** Root mean square of the tiles' position errors, px; null where the well has no positions. */
  readonly stitchingRms: number | null;
  /** The same for the stage's own positions. */
  readonly nominalRms: number | null;
  /** Objects of all tiles added up, those in overlaps repeatedly: the wrong method. */
  readonly tileSum: number;
}

const RESULTS = "images_results";
const LABELS = "images_labels/nuclei";

/** Compares what a run stored of a well with the truth; a well that stored nothing found nothing. */
export async function scoreWell(truth: WellTruth, status: string, output: Backend): Promise<WellScore> {
  const { well, placement, count } = truth;
  const blank = { well, placement, status, truth: count, ...NOTHING };
  if (status !== "success") return blank;
  const positions = positionsOf(await output.loadJson(`${RESULTS}/${well}_positions.json`));
  const { rms, nominalRms, offset } = scorePositions(truth, positions);
  const { data, shape } = await output.load(await labelFile(well, output));
  const [height = 0, width = 0] = shape.slice(-2);
  const origin = { x: -offset.x, y: -offset.y };
  const { ignored, matched, f1, duplicates } = scoreObjects(truth, { data, width, height, origin });
  const counts = await objectCounts(well, output);
  return { ...blank, ...counts, ignored, matched, f1, duplicates, stitchingRms: rms, nominalRms };
}

const NOTHING = {
  found: 0,
  ignored: 0,
  matched: 0,
  f1: 0,
  duplicates: 0,
  stitchingRms: null,
  nominalRms: null,
  tileSum: 0,
};

/** First pixel of each tile in the mosaic, by site. */
function positionsOf(json: Json): ReadonlyMap<number, Point> {
  const { tiles } = json as unknown as { readonly tiles: readonly (Point & { readonly site: number })[] };
  return new Map(tiles.map(({ site, x, y }) => [site, { x, y }]));
}

async function labelFile(well: string, output: Backend): Promise<string> {
  const entries = await output.list(LABELS);
  return (
    entries.find(({ path }) => path.startsWith(`${LABELS}/${well}_`) || path === `${LABELS}/${well}.tif`)?.path ?? ""
  );
}

/** Objects of the well's table: each once, and those of all tiles added up. */
async function objectCounts(
  well: string,
  output: Backend,
): Promise<{ readonly found: number; readonly tileSum: number }> {
  const nuclei = recordsOf(await output.loadTable(`${RESULTS}/${well}_nuclei.csv`));
  const found = nuclei.filter(({ Metadata_Duplicate }) => Metadata_Duplicate === 0).length;
  return { found, tileSum: nuclei.length };
}
