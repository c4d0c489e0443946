import { type Arena, inArena } from "../wasm/arena.ts";
import type { Size } from "../wasm/stored-plane.ts";
import type { WasmKernels } from "../wasm/wasm-kernels.ts";

/** Samples of a 2-D signal, complex, C order `[y, x]`; both sides are powers of two. */
export interface ComplexPlane {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly height: number;
  readonly width: number;
}

/** The smallest power of two that is at least `length`. */
export function powerOfTwo(length: number): number {
  let size = 1;
  while (size < length) size *= 2;
  return size;
}

/** The discrete Fourier transform in place, unscaled; `inverse` conjugates. Radix 2 after Cooley and Tukey (1965). */
export function transform(plane: ComplexPlane, inverse = false): ComplexPlane {
  const { re, im, height, width } = plane;
  inArena((kernels, arena) => {
    const [reals, imaginaries] = [arena.upload(re), arena.upload(im)];
    const { alongRows, alongColumns } = lineTransforms(
      kernels,
      arena,
      { re: reals, im: imaginaries, height, width },
      inverse,
    );
    alongRows(0, height);
    alongColumns(width);
    re.set(arena.view(reals, re));
    im.set(arena.view(imaginaries, im));
  });
  return plane;
}

/** Addresses of the float64 samples of a complex plane. */
export interface StoredSignal extends Size {
  readonly re: number;
  readonly im: number;
}

/** The two steps of {@link transform} in the arena of the caller, for as many rows and columns as are asked for. */
export function lineTransforms(
  kernels: WasmKernels,
  arena: Arena,
  { re, im, height, width }: StoredSignal,
  inverse: boolean,
) {
  const buffer = arena.allocate(128 * Math.max(height, width));
  const tables = (length: number): readonly [order: number, cos: number, sin: number] => {
    const { cos, sin } = rootsOfUnity(length);
    const factors = inverse ? sin : sin.map((value) => -value);
    return [arena.upload(reversedBits(length)), arena.upload(cos), arena.upload(factors)];
  };
  const [ofRows, ofColumns] = [tables(width), tables(height)];
  return {
    alongRows(first: number, count: number) {
      const start = 8 * first * width;
      kernels.transformLines(re + start, im + start, width, count, 1, width, ...ofRows, buffer);
    },
    alongColumns(count: number) {
      kernels.transformLines(re, im, height, count, width, 1, ...ofColumns, buffer);
    },
  };
}

/**
 * cos and sin of 2πi/length for i below length/2, by halving angles: square roots and products alone, so that every
 * engine gives the same bits (`Math.cos` may not).
 */
export function rootsOfUnity(length: number): { readonly cos: Float64Array; readonly sin: Float64Array } {
  const cos = new Float64Array(length / 2).fill(1);
  const sin = new Float64Array(length / 2);
  let [stepCos, stepSin] = [0, 1];
  for (let step = length / 4; step >= 1; step /= 2) {
    for (let i = 0; i + step < length / 2; i += 2 * step) {
      cos[i + step] = cos[i]! * stepCos - sin[i]! * stepSin;
      sin[i + step] = cos[i]! * stepSin + sin[i]! * stepCos;
    }
    stepCos = Math.sqrt((1 + stepCos) / 2);
    stepSin /= 2 * stepCos;
  }
  return { cos, sin };
}

function reversedBits(length: number): Uint32Array {
  const order = new Uint32Array(length);
  for (let i = 1; i < length; i++) order[i] = (order[i >> 1]! >> 1) | (i & 1 ? length >> 1 : 0);
  return order;
}
