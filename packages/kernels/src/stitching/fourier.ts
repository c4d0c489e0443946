import { inArena } from "../wasm/arena.ts";

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
    const buffer = arena.allocate(64 * Math.max(height, width));
    const alongLines = (length: number, lines: number, step: number, next: number) => {
      const { cos, sin } = rootsOfUnity(length);
      const order = arena.upload(reversedBits(length));
      const [cosines, sines] = [arena.upload(cos), arena.upload(inverse ? sin : sin.map((value) => -value))];
      kernels.transformLines(reals, imaginaries, length, lines, step, next, order, cosines, sines, buffer);
    };
    alongLines(width, height, 1, width);
    alongLines(height, width, width, 1);
    re.set(arena.view(reals, re));
    im.set(arena.view(imaginaries, im));
  });
  return plane;
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
