import { runsOfStoredMask } from "../labels/stored-runs.ts";
import type { Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { STORED_MASK, samplesOf } from "../wasm/stored-plane.ts";
import type { SegmentNucleiOptions } from "./segment-nuclei.ts";
import { storeHeights } from "./stored-heights.ts";
import { sizesOfParts, typicalSize } from "./typical-radius.ts";

/**
 * The diameter in px of each connected part of the foreground in which {@link segmentNuclei} looks for nuclei, ascending: twice the
 * largest distance to the background, so that a clump counts as its thickest member. Empty for an empty field.
 */
export function foregroundDiameters(
  plane: Plane,
  { sigma = 1, threshold, minArea = 20 }: Pick<SegmentNucleiOptions, "sigma" | "threshold" | "minArea"> = {},
): Float64Array {
  const { height, width } = plane;
  const samples = samplesOf(plane);
  return inArena((_, arena) => {
    const [heights, room] = [arena.allocate(4 * samples), arena.allocate(4 * samples)];
    const foreground = { address: arena.allocate(samples), type: STORED_MASK, height, width };
    const { threshold: found } = storeHeights(plane, heights, foreground.address, room, sigma, threshold);
    if (found.threshold <= found.level) return new Float64Array(0);
    const parts = runsOfStoredMask(arena, foreground, 8);
    return sizesOfParts(foreground, parts, minArea).map((radius) => 2 * radius);
  });
}

/**
 * The typical of these diameters, of one image or of all images of a plate: their median without specks, which are less than 0.4 of the
 * median by length. 0 where there are none. That of one image's {@link foregroundDiameters} is what `segmentNuclei` takes unless
 * `diameter` is given.
 */
export function typicalDiameter(diameters: Float64Array): number {
  return typicalSize(diameters.toSorted());
}
