import type { WellTruth } from "./plate-truth.ts";
import { type LabelMosaic, rasteriseTruth } from "./rasterise-truth.ts";

/** A label and the cell it was matched with. */
export interface ObjectMatch {
  readonly cell: number;
  readonly label: number;
  /** Intersection over union of both areas. */
  readonly iou: number;
}

/** How well objects agree with the truth; only cells that are at least half visible count. */
export interface ObjectScore {
  /** Cells that count. */
  readonly truth: number;
  /** Objects found, without those on cells that do not count. */
  readonly found: number;
  readonly matched: number;
  /** Cells that count and have no object. */
  readonly missed: number;
  /** Objects in excess that lie on a cell which has its object already. */
  readonly duplicates: number;
  /** Objects in excess that lie on no cell, or on one they do not fit. */
  readonly spurious: number;
  /** Objects on cells that do not count: neither right nor wrong. */
  readonly ignored: number;
  /** 2 · matched / (truth + found); 1 if there was nothing to find and nothing was found. */
  readonly f1: number;
  /** (found − truth) / truth; 0 for 0 of 0, infinite if there was nothing to find and something was found. */
  readonly countError: number;
}

/** {@link ObjectScore} of one well, with the matches. */
export interface LabelScore extends ObjectScore {
  readonly matches: readonly ObjectMatch[];
}

const MOST_OF_IT = 0.5;

/**
 * Matches the objects of a label image with the cells' ellipses, best pairs first.
 * @param options.iou smallest intersection over union of a match, default 0.5
 */
export function scoreObjects(
  truth: WellTruth,
  labels: LabelMosaic,
  options: { readonly iou?: number } = {},
): LabelScore {
  const overlaps = overlapsOf(rasteriseTruth(truth, labels), labels);
  const matches = matchBestFirst(overlaps, options.iou ?? 0.5);
  const counted = new Set(truth.cells.filter((cell) => cell.counted).map(({ id }) => id));
  const cellOf = new Map(matches.map(({ label, cell }) => [label, cell]));
  const taken = new Set(cellOf.values());
  const tally = { matched: 0, ignored: 0, duplicates: 0, spurious: 0 };
  for (const label of overlaps.labelAreas.keys()) {
    const match = cellOf.get(label);
    const home = match ?? homeOf(label, overlaps);
    if (home !== undefined && !counted.has(home)) tally.ignored++;
    else if (match !== undefined) tally.matched++;
    else if (home !== undefined && taken.has(home)) tally.duplicates++;
    else tally.spurious++;
  }
  return { ...completeScore(counted.size, tally), matches };
}

/** The score of a tally of objects, as F1 and count error need. */
function completeScore(
  truth: number,
  tally: Pick<ObjectScore, "matched" | "ignored" | "duplicates" | "spurious">,
): ObjectScore {
  const found = tally.matched + tally.duplicates + tally.spurious;
  const f1 = truth + found === 0 ? 1 : (2 * tally.matched) / (truth + found);
  const countError = found === truth ? 0 : (found - truth) / truth;
  return { truth, found, missed: truth - tally.matched, f1, countError, ...tally };
}

function matchBestFirst({ cellAreas, labelAreas, shared }: Overlaps, least: number): readonly ObjectMatch[] {
  const pairs = shared.map(({ cell, label, area }) => {
    const union = (cellAreas.get(cell) ?? 0) + (labelAreas.get(label) ?? 0) - area;
    return { cell, label, iou: area / union };
  });
  const used = { cells: new Set<number>(), labels: new Set<number>() };
  return pairs
    .filter(({ iou }) => iou >= least)
    .sort((a, b) => b.iou - a.iou || a.label - b.label)
    .filter(({ cell, label }) => {
      if (used.cells.has(cell) || used.labels.has(label)) return false;
      used.cells.add(cell);
      used.labels.add(label);
      return true;
    });
}

/** The cell on which most of the label's area lies. */
function homeOf(label: number, { labelAreas, shared }: Overlaps): number | undefined {
  const most = MOST_OF_IT * (labelAreas.get(label) ?? 0);
  return shared.find((overlap) => overlap.label === label && overlap.area >= most)?.cell;
}

/** Areas in px of the cells of one image, the labels of another, and of what they share. */
interface Overlaps {
  readonly cellAreas: ReadonlyMap<number, number>;
  readonly labelAreas: ReadonlyMap<number, number>;
  readonly shared: readonly { readonly cell: number; readonly label: number; readonly area: number }[];
}

/** Counts the pixels of two label images of equal size, alone and together. */
function overlapsOf(cells: LabelMosaic, labels: LabelMosaic): Overlaps {
  const cellAreas = new Map<number, number>();
  const labelAreas = new Map<number, number>();
  const shared = new Map<string, { cell: number; label: number; area: number }>();
  for (let i = 0; i < cells.data.length; i++) {
    const cell = cells.data[i] ?? 0;
    const label = labels.data[i] ?? 0;
    if (cell !== 0) cellAreas.set(cell, (cellAreas.get(cell) ?? 0) + 1);
    if (label !== 0) labelAreas.set(label, (labelAreas.get(label) ?? 0) + 1);
    if (cell === 0 || label === 0) continue;
    const key = `${cell} ${label}`;
    const known = shared.get(key);
    if (known === undefined) shared.set(key, { cell, label, area: 1 });
    else known.area++;
  }
  return { cellAreas, labelAreas, shared: [...shared.values()] };
}
