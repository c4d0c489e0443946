import { measureStored } from "../distance/squared-distance.ts";
import type { Labels, Plane } from "../plane.ts";
import { computePlane, LABELS } from "../wasm/compute-plane.ts";
import { STORED_FLOATS, STORED_MASK, samplesOf, storePlane } from "../wasm/stored-plane.ts";
import { descendStored } from "./descend.ts";
import { floodStored } from "./watershed.ts";

/**
 * The foreground of a mask parted into one object per peak of its distance transform that rises `prominence` px above
 * the neck to a higher one, by seeded watershed from those peaks.
 *
 * Reference: `skimage.segmentation.watershed(-distance, markers, mask=mask)` with markers of
 * `skimage.morphology.h_maxima`.
 *
 * @throws PARAMETER_INVALID unless prominence > 0.
 */
export function splitByDistance(plane: Plane, prominence: number): Labels {
  const samples = samplesOf(plane);
  return computePlane(LABELS, plane, (kernels, arena, target) => {
    const stored = storePlane(arena, plane);
    const distances = { ...stored, address: arena.allocate(4 * samples), type: STORED_FLOATS };
    const { address } = distances;
    measureStored(stored, address, false, target);
    const isMask = stored.type === STORED_MASK;
    const mask = isMask ? stored.address : arena.allocate(samples);
    if (!isMask) kernels.lowerBy(address, address, samples, 0, 0, mask);
    const bounds = { address: mask, open: kernels.countOpen(mask, samples) };
    descendStored(distances, bounds, { prominence }, "peaks", target);
    floodStored(distances, target, bounds, { connectivity: 4, isInverted: true }, target);
  });
}
