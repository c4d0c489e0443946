import { measureStored } from "../distance/squared-distance.ts";
import { blurStored } from "../filter/gaussian-blur.ts";
import { storeBlocks } from "../filter/near-blocks.ts";
import { inArena } from "../wasm/arena.ts";
import { STORED_FLOATS, type StoredPlane, samplesOf } from "../wasm/stored-plane.ts";
import { descendStored } from "../watershed/descend.ts";

/** Standard deviation in px by which distances are smoothed: evens out ragged borders of small objects. */
const SIGMA = 0.7;

/**
 * Parts a mask (uint8) at its necks: one label at `target` per peak of the smoothed distance to the outside.
 *
 * @param prominence How much thinner the neck between two objects is than the thinner of them, from its middle to its side, px.
 */
export function splitStoredAtNecks(mask: StoredPlane, target: number, prominence: number): void {
  const { address, height, width } = mask;
  inArena((kernels, arena) => {
    const smooth = arena.allocate(4 * samplesOf(mask));
    measureSmoothDistances(mask, smooth, target);
    const bounds = { address, open: kernels.countOpen(address, samplesOf(mask)) };
    descendStored({ address: smooth, type: STORED_FLOATS, height, width }, bounds, { prominence }, "basins", target);
  });
}

/** Anything comes out beyond the blocks of the mask. At `room` there are 4 bytes for each pixel that may be written. */
function measureSmoothDistances(mask: StoredPlane, target: number, room: number): void {
  inArena((_, arena) => {
    measureStored(mask, room, false, target);
    const distances = arena.view(room, new Float32Array(0), samplesOf(mask));
    // Without any background every distance is infinite: one object.
    if (distances[0] === Number.POSITIVE_INFINITY) distances.fill(1);
    const blocks = storeBlocks(arena, mask.address, mask);
    blurStored(room, target, mask, { sigma: SIGMA, truncate: 3, blocks });
  });
}
