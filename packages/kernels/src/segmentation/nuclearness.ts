import { meanShrink } from "../background/mean-shrink.ts";
import { gaussianBlur } from "../filter/gaussian-blur.ts";
import { labelConnected } from "../labels/label-connected.ts";
import { regionPixels } from "../measure/region-pixels.ts";
import { regionShapes } from "../measure/region-shapes.ts";
import { mapPixels } from "../pixelwise/map-pixels.ts";
import { expectSameShape, type Mask, type Plane } from "../plane.ts";
import { foregroundThreshold } from "./foreground-threshold.ts";

/** Larger planes are averaged in blocks: outlines of cells are seen all the same. */
const LARGEST_SIDE = 512;
/** Fewer px are a speck. */
const SMALLEST_OBJECT = 12;
/** Solidities of what is no nucleus, and of what is one: nuclei of four sets of images have 0.93 to 0.96, cells 0.70 to 0.92. */
const [RAGGED, CONVEX] = [0.8, 0.95];
/** So much of one channel's bright area in that of another lies within it. */
const WITHIN = 0.8;

/** What of a channel is bright. */
interface Bright {
  readonly mask: Mask;
  readonly area: number;
  /** The part of the area in separate, convex objects, and how many of these there are; each counts as far as it is convex. */
  readonly convex: number;
  readonly objects: number;
}

/** What of a channel speaks for nuclei. */
export interface Nuclearness {
  /** How much it looks like nuclei, 0 to 1. */
  readonly score: number;
  /** Separate objects, each as far as it is convex: of few, the score says little. */
  readonly objects: number;
}

/**
 * How much each channel of a field looks like nuclei, quickly and coarsely. What exceeds Otsu's threshold (and five sigmas of the
 * noise) is labelled as it is connected: nuclei stay apart and convex, stained cells hang together in ragged sheets. The part of
 * the bright area in convex objects counts, times their number beside that of the channel that has most. Where much smaller objects of another
 * such channel lie within those of a channel, the former are the nuclei and the latter their cells, and count as much less as they are larger.
 *
 * @throws PLANE_SHAPE_MISMATCH where channels differ in size.
 */
export function nuclearness(channels: readonly Plane[]): Nuclearness[] {
  const [first] = channels;
  if (first !== undefined) expectSameShape("compare channels", first, ...channels);
  const found = channels.map(brightPart);
  const most = Math.max(...found.map(({ objects }) => objects));
  const scores = found.map(({ convex, objects }) => (most === 0 ? 0 : (convex * objects) / most));
  return found.map((own, i) => {
    const inner = found.filter(
      (other, k) => other.area < own.area && 2 * scores[k]! >= scores[i]! && isWithin(other, own),
    );
    const score = inner.reduce((least, { area }) => Math.min(least, (scores[i]! * area) / own.area), scores[i]!);
    return { score, objects: own.objects };
  });
}

function brightPart(plane: Plane): Bright {
  const factor = Math.max(1, Math.ceil(Math.max(plane.height, plane.width) / LARGEST_SIDE));
  const smooth = gaussianBlur(factor === 1 ? plane : meanShrink(plane, factor), 1);
  const { threshold } = foregroundThreshold(smooth.data, { method: "otsu" });
  const mask = mapPixels(smooth, [["above", threshold]], new Uint8Array(0));
  let [all, convex, objects] = [0, 0, 0];
  for (const { area, solidity } of regionShapes(regionPixels(labelConnected(mask).labels), mask)) {
    all += area;
    if (area < SMALLEST_OBJECT) continue;
    const share = Math.max(0, Math.min(1, (solidity - RAGGED) / (CONVEX - RAGGED)));
    convex += share * area;
    objects += share;
  }
  return { mask, area: all, convex: all === 0 ? 0 : convex / all, objects };
}

function isWithin({ mask, area }: Bright, outer: Bright): boolean {
  let shared = 0;
  for (let i = 0; i < mask.data.length; i++) shared += mask.data[i]! & outer.mask.data[i]!;
  return shared >= WITHIN * area;
}
