import { DisjointSets } from "../../src/labels/disjoint-sets.ts";
import type { Labels, PixelArray, Plane } from "../../src/plane.ts";

export interface LabelConnectedOptions {
  /** Do pixels touch at edges only (4), or at corners too (8)? @default 8 */
  readonly connectivity?: 4 | 8;
}

/** A label plane and how many labels it holds, dense from 1. */
export interface CountedLabels {
  readonly labels: Labels;
  readonly count: number;
}

/**
 * Labels the connected pixels that are not 0, uint32, numbered from 1 in raster order of each object's first pixel.
 *
 * Reference: `skimage.measure.label` of a mask, equal, numbers included.
 */
export function labelConnected(mask: Plane, { connectivity = 8 }: LabelConnectedOptions = {}): CountedLabels {
  const { height, width } = mask;
  const provisional = new Int32Array(mask.data.length);
  // No pixel can open a label beside another that did: half the pixels, rounded up per row, are enough.
  const sets = new DisjointSets(height * ((width + 1) >> 1) + 1);
  const opened = labelRuns(mask.data, provisional, sets, width, connectivity);
  const numbers = new Uint32Array(opened + 1);
  let count = 0;
  for (let label = 1; label <= opened; label++) {
    const root = sets.rootOf(label);
    numbers[label] = root === label ? ++count : numbers[root]!;
  }
  const data = new Uint32Array(provisional.length);
  for (let i = 0; i < data.length; i++) data[i] = numbers[provisional[i]!]!;
  return { labels: { data, height, width }, count };
}

/** Gives each pixel a provisional label and notes which of them touch; returns how many were opened. */
function labelRuns(mask: PixelArray, labels: Int32Array, sets: DisjointSets, width: number, connectivity: 4 | 8) {
  let opened = 0;
  for (let i = 0; i < labels.length; i++) {
    if (mask[i] === 0) continue;
    const x = i % width;
    const left = x > 0 ? labels[i - 1]! : 0;
    const above = i >= width ? labels[i - width]! : 0;
    let label = left;
    if (above !== 0) label = label === 0 || label === above ? above : sets.merge(label, above);
    else if (connectivity === 8 && i >= width) {
      // With the pixel above set, its own neighbours are joined to it already.
      const aboveLeft = x > 0 ? labels[i - width - 1]! : 0;
      const aboveRight = x < width - 1 ? labels[i - width + 1]! : 0;
      if (aboveLeft !== 0) label = label === 0 ? aboveLeft : sets.merge(label, aboveLeft);
      if (aboveRight !== 0) label = label === 0 ? aboveRight : sets.merge(label, aboveRight);
    }
    labels[i] = label === 0 ? ++opened : label;
  }
  return opened;
}
