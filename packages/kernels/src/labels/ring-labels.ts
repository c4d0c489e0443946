import type { Bounds } from "../measure/bounds.ts";
import { type RegionPixels, storedRegionPixels } from "../measure/region-pixels.ts";
import { expectParameter, type Labels } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { type Size, samplesOf } from "../wasm/stored-plane.ts";
import { growLabels, growStored } from "./expand-labels.ts";

export interface RingLabelsOptions {
  /** The ring is farther than this from the object, px: 1 leaves out the pixels that touch it. @default 1 */
  readonly inner?: number;
  /** The ring reaches up to this distance, px. @default 5 */
  readonly outer?: number;
}

/**
 * For each object the pixels more than `inner` and up to `outer` px outside it, under its own label: a stand-in for
 * cytoplasm. Pixels of any object, or within `inner` of one, belong to no ring; pixels between two objects belong to the
 * ring of the nearer one.
 *
 * Reference: `expand_labels(labels, outer)` where `expand_labels(labels, inner)` is 0 (`skimage.segmentation`).
 *
 * @throws KERNEL_MEMORY_EXHAUSTED, PARAMETER_INVALID unless 0 ≤ inner < outer.
 */
export function ringLabels(labels: Labels, { inner = 1, outer = 5 }: RingLabelsOptions = {}): Labels {
  expectRing(inner, outer);
  return growLabels(labels, inner, outer);
}

/** An object of a label plane, and the bounds of its pixels. */
export interface BoundedObject {
  readonly label: number;
  readonly bounds: Bounds;
}

/**
 * The pixels of each ring that {@link ringLabels} draws around `objects`, all that `labels` has, in their order; those that have none are left out.
 *
 * @throws KERNEL_MEMORY_EXHAUSTED, PARAMETER_INVALID unless 0 ≤ inner < outer.
 */
export function ringPixels(
  labels: Labels,
  objects: readonly BoundedObject[],
  { inner = 1, outer = 5 }: RingLabelsOptions = {},
): RegionPixels[] {
  expectRing(inner, outer);
  const parts = partsAround(labels, objects, Math.floor(outer));
  return inArena((_, arena) => {
    const source = arena.read(labels.data);
    // Where objects lie close together, or rings are wide, the plane as a whole is less work than its parts.
    if (parts.samples <= samplesOf(labels)) return drawnApart(source, labels, objects, { inner, outer, ...parts });
    const rings = arena.allocate(4 * samplesOf(labels));
    growStored(source, rings, labels, inner, outer);
    return storedRegionPixels(rings, labels);
  });
}

interface Parts {
  readonly reach: number;
  /** Of all parts together, and of the largest. */
  readonly samples: number;
  readonly most: number;
}

/** What can matter for the rings of objects: the parts of the plane within twice their reach. */
function partsAround({ height, width }: Size, objects: readonly BoundedObject[], reach: number): Parts {
  let [samples, most] = [0, 0];
  for (const { bounds } of objects) {
    const columns = Math.min(width, bounds.maxX - bounds.minX + 1 + 4 * reach);
    const part = columns * Math.min(height, bounds.maxY - bounds.minY + 1 + 4 * reach);
    samples += part;
    most = Math.max(most, part);
  }
  return { reach, samples, most };
}

function drawnApart(
  labels: number,
  { height, width }: Size,
  objects: readonly BoundedObject[],
  { inner, outer, reach, most }: Required<RingLabelsOptions> & Parts,
): RegionPixels[] {
  return inArena((kernels, arena) => {
    const places = new Uint32Array(5 * objects.length);
    for (const [i, { label, bounds }] of objects.entries())
      places.set([label, bounds.minX, bounds.minY, bounds.maxX, bounds.maxY], 5 * i);
    const stored = arena.upload(places);
    const scratch = arena.allocate(16 * most + 8 * width + 64);
    const [pixels, ends] = [arena.allocate(4 * height * width), arena.allocate(4 * objects.length)];
    const limits = [inner * inner, outer * outer, reach] as const;
    kernels.drawRings(labels, height, width, stored, objects.length, ...limits, scratch, pixels, ends);
    const last = arena.view(ends, places, objects.length).slice();
    const drawn = arena.view(pixels, places, last.at(-1) ?? 0).slice();
    return objects.flatMap(({ label }, i) => {
      const [start, end] = [i === 0 ? 0 : last[i - 1]!, last[i]!];
      return start < end ? [{ label, pixels: drawn.subarray(start, end) }] : [];
    });
  });
}

function expectRing(inner: number, outer: number): void {
  expectParameter(inner >= 0 && inner < outer, "draw rings", "0 ≤ inner < outer px", `${inner} … ${outer}`);
}
