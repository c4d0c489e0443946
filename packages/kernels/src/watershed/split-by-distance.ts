import { measureStored } from "../distance/squared-distance.ts";
import type { Labels, Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { STORED_FLOATS, STORED_MASK, samplesOf, storePlane } from "../wasm/stored-plane.ts";
import { descendStored, roomToDescend } from "./descend.ts";
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
  const { data, height, width } = plane;
  const samples = samplesOf(plane);
  return inArena((kernels, arena) => {
    const target = arena.allocate(roomToDescend(plane));
    const distances = { address: arena.allocate(4 * samples), type: STORED_FLOATS, height, width };
    const { address } = distances;
    const mask = arena.allocate(samples);
    if (data instanceof Uint8Array) {
      arena.view(mask, data).set(data);
      measureStored({ address: mask, type: STORED_MASK, height, width }, address, false, target);
    } else {
      inArena(() => measureStored(storePlane(arena, plane), address, false, target));
      kernels.lowerBy(address, address, samples, 0, 0, mask);
    }
    const bounds = { address: mask, open: kernels.countOpen(mask, samples) };
    descendStored(distances, bounds, { prominence }, "peaks", target);
    floodStored(distances, target, bounds, { connectivity: 4, isInverted: true }, target);
    return { data: arena.download(target, new Uint32Array(0), samples), height, width };
  });
}
