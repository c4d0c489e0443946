import type { PixelArray } from "../plane.ts";
import { type Arena, inArena } from "./arena.ts";
import type { WasmKernels } from "./compiled.ts";
import { sampleType } from "./sample-type.ts";

/** What tiles of all planes and of the result take together: they stay in the cache of a core. */
const TILES_BYTES = 0x60000;
/** Below, copying a tile takes as long as calling for it. */
const FEWEST_SAMPLES = 0x1000;

/** Computes so many samples of the tile of the result from those of the tiles of the planes. */
type ComputeTile = (samples: number) => void;

/**
 * Makes each sample of `result` of those at its place in all `planes`, which are copied into arrays like `like`: tile by tile, so that planes
 * are read and written once, and the kernels' memory holds as little as fits into the cache. Where all of them lie in that memory, nothing is
 * copied, and one tile is all. `prepare` gets the addresses of the tiles.
 */
export function inTiles(
  planes: readonly PixelArray[],
  like: PixelArray,
  result: PixelArray,
  prepare: (kernels: WasmKernels, arena: Arena, sources: readonly number[], target: number) => ComputeTile,
): void {
  const { length } = result;
  const bytes = result.BYTES_PER_ELEMENT + planes.length * like.BYTES_PER_ELEMENT;
  const most = Math.min(length, Math.max(FEWEST_SAMPLES, Math.floor(TILES_BYTES / bytes)));
  inArena((kernels, arena) => {
    const place = arena.placeOfWhole(result);
    const places = place === null ? [] : planes.flatMap((plane) => placeOfLike(arena, plane, like) ?? []);
    if (place !== null && places.length === planes.length) return prepare(kernels, arena, places, place)(length);
    const target = arena.allocate(most * result.BYTES_PER_ELEMENT);
    const sources = planes.map(() => arena.allocate(most * like.BYTES_PER_ELEMENT));
    const compute = prepare(kernels, arena, sources, target);
    const tiles = sources.map((source) => arena.view(source, like, most));
    const made = arena.view(target, result, most);
    for (let start = 0; start < length; start += most) {
      const end = Math.min(length, start + most);
      const isWhole = end - start === length;
      for (let i = 0; i < planes.length; i++) tiles[i]!.set(isWhole ? planes[i]! : planes[i]!.subarray(start, end));
      compute(end - start);
      result.set(end - start === most ? made : made.subarray(0, end - start), start);
    }
  });
}

function placeOfLike(arena: Arena, plane: PixelArray, like: PixelArray): number | null {
  return sampleType(plane) === sampleType(like) ? arena.placeOf(plane) : null;
}
