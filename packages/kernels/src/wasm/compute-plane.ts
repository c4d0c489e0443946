import type { PixelArray, Plane } from "../plane.ts";
import { type Arena, inArena } from "./arena.ts";
import type { WasmKernels } from "./compiled.ts";
import { lentForResult } from "./results.ts";
import type { Size } from "./stored-plane.ts";

/** What the samples of a result are like. */
export const MASK = new Uint8Array(0);
export const LABELS = new Uint32Array(0);
export const FLOATS = new Float32Array(0);

/**
 * A plane of a size, of samples like those of `like`, that `compute` writes to the address `target`: in the array that is lent for it, if that
 * is a whole plane in the memory of kernels; else they are copied from there.
 */
export function computePlane<T extends PixelArray>(
  like: T,
  { height, width }: Size,
  compute: (kernels: WasmKernels, arena: Arena, target: number) => void,
): Plane<T> {
  const samples = height * width;
  const lent = lentForResult(like, samples);
  const data = inArena((kernels, arena) => {
    const place = lent && arena.placeOfWhole(lent);
    const target = place ?? arena.allocate(samples * like.BYTES_PER_ELEMENT);
    compute(kernels, arena, target);
    if (lent === null) return arena.view(target, like, samples).slice() as T;
    if (place === null) lent.set(arena.view(target, like, samples));
    return lent;
  });
  return { data, height, width };
}
