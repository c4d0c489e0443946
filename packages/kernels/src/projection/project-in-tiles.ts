import type { PixelArray, Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { sampleType } from "../wasm/sample-type.ts";
import type { WasmKernels } from "../wasm/wasm-kernels.ts";

/** What tiles of all planes and of the result take together: they stay in the cache of a core. */
const TILES_BYTES = 0x40000;
/** Below, copying a tile takes as long as calling for it. */
const FEWEST_SAMPLES = 0x1000;

/**
 * Makes each sample of `result` of those of all `planes`, which have one size, by `project`: tile by tile, the kernels' memory holds as little as
 * fits into the cache.
 */
export function projectInTiles(
  planes: readonly Plane[],
  result: PixelArray,
  project: (kernels: WasmKernels) => WasmKernels["meanOfPlanes"],
): void {
  const like = commonType(planes);
  const bytes = result.BYTES_PER_ELEMENT + planes.length * like.BYTES_PER_ELEMENT;
  const samples = Math.min(result.length, Math.max(FEWEST_SAMPLES, Math.floor(TILES_BYTES / bytes)));
  inArena((kernels, arena) => {
    const target = arena.allocate(samples * result.BYTES_PER_ELEMENT);
    const tiles = planes.map(() => arena.allocate(samples * like.BYTES_PER_ELEMENT));
    const sources = arena.upload(Uint32Array.from(tiles));
    for (let start = 0; start < result.length; start += samples) {
      const end = Math.min(result.length, start + samples);
      for (let i = 0; i < planes.length; i++)
        arena.view(tiles[i]!, like, end - start).set(planes[i]!.data.subarray(start, end));
      project(kernels)(sampleType(like), sources, planes.length, target, end - start);
      result.set(arena.view(target, result, end - start), start);
    }
  });
}

/** Planes of several types are projected in float64. */
function commonType([first, ...others]: readonly Plane[]): PixelArray {
  const isOfFirst = ({ data }: Plane) => sampleType(data) === sampleType(first!.data);
  return others.every(isOfFirst) ? first!.data : new Float64Array(0);
}
