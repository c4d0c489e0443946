import { expectParameter, expectSameShape, type PixelArray, type Plane } from "../plane.ts";
import { type Arena, inArena } from "../wasm/arena.ts";
import { computePlane } from "../wasm/compute-plane.ts";
import { sampleType } from "../wasm/sample-type.ts";
import { type StoredPlane, storePlane } from "../wasm/stored-plane.ts";
import { type AnyFootprint, Extremes } from "./erode.ts";

/**
 * Morphological reconstruction by dilation: `seed` grows over the neighbours of its pixels, 8 or 4 of each, as far as it stays at or below
 * `mask`. What of the mask no seed reaches is cut down to the level that leads there.
 *
 * Reference: `skimage.morphology.reconstruction(seed, mask, method="dilation")` with a square or a cross, equal. Algorithm: Vincent 1993
 * (two scans, then a queue).
 *
 * @throws PARAMETER_INVALID where the seed exceeds the mask, PLANE_SHAPE_MISMATCH, KERNEL_MEMORY_EXHAUSTED
 */
export function reconstruct<T extends PixelArray>(seed: Plane<T>, mask: Plane<T>, connectivity: 4 | 8 = 8): Plane<T> {
  expectSameShape("reconstruct", seed, mask);
  const isAlike = sampleType(seed.data) === sampleType(mask.data);
  expectParameter(isAlike, "reconstruct", "a seed of its mask's sample type", "another");
  return computePlane(seed.data, seed, (_, arena, target) => {
    grow(arena.read(seed.data), storePlane(arena, mask), target, mask.data.BYTES_PER_ELEMENT, connectivity);
  });
}

/**
 * Erosion, then reconstruction under the plane (8 neighbours), in its sample type: bright structures smaller than the footprint vanish, and
 * all others keep their exact outlines, where `opening` rounds them off.
 *
 * Reference: `skimage.morphology.reconstruction(erosion(image), image)`, equal.
 *
 * @throws PARAMETER_INVALID for a radius that is not a whole number of px, or samples that are NaN, KERNEL_MEMORY_EXHAUSTED
 */
export function openingByReconstruction<T extends PixelArray>(plane: Plane<T>, footprint: AnyFootprint): Plane<T> {
  return computePlane(plane.data, plane, (kernels, arena, target) => {
    const limit = storePlane(arena, plane);
    inArena((_, inner) => {
      new Extremes(kernels, inner, plane, footprint).compute("minimum", limit.address, target);
    });
    grow(target, limit, target, plane.data.BYTES_PER_ELEMENT, 8);
  });
}

/** As `assembly/reconstruct.ts` has them. */
const LEVELS = 0x10000;

/** Grows a plane in place. */
function grow(seed: number, mask: StoredPlane, target: number, sampleBytes: number, connectivity: 4 | 8): void {
  const { type, address, height, width } = mask;
  const framed = (height + 2) * (width + 2);
  inArena((kernels, arena: Arena) => {
    const [grown, limit] = [arena.allocate(framed * sampleBytes), arena.allocate(framed * sampleBytes)];
    const [waiting, lists] = [arena.allocate(framed), arena.allocate(4 * (LEVELS + 2 * framed))];
    const isBelow = kernels.reconstructPlane(
      type,
      seed,
      address,
      target,
      height,
      width,
      connectivity,
      grown,
      limit,
      waiting,
      lists,
    );
    expectParameter(Boolean(isBelow), "reconstruct", "a seed at or below its mask", "a pixel above it");
  });
}
