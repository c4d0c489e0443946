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
  const rows = new LineTransform(width, inverse);
  for (let y = 0; y < height; y++) rows.run(re, im, y * width, 1);
  const columns = new LineTransform(height, inverse);
  for (let x = 0; x < width; x++) columns.run(re, im, x, width);
  return plane;
}

/** Transforms lines of one length, with its twiddle factors and order of samples made once. */
class LineTransform {
  readonly #length: number;
  readonly #order: Uint32Array;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;
  readonly #re: Float64Array;
  readonly #im: Float64Array;

  constructor(length: number, inverse: boolean) {
    this.#length = length;
    this.#order = reversedBits(length);
    const roots = rootsOfUnity(length);
    this.#cos = roots.cos;
    this.#sin = inverse ? roots.sin : roots.sin.map((value) => -value);
    this.#re = new Float64Array(length);
    this.#im = new Float64Array(length);
  }

  run(re: Float64Array, im: Float64Array, start: number, stride: number): void {
    for (let i = 0; i < this.#length; i++) {
      const from = start + this.#order[i]! * stride;
      this.#re[i] = re[from]!;
      this.#im[i] = im[from]!;
    }
    for (let half = 1; half < this.#length; half *= 2) this.#butterflies(half);
    for (let i = 0; i < this.#length; i++) {
      re[start + i * stride] = this.#re[i]!;
      im[start + i * stride] = this.#im[i]!;
    }
  }

  #butterflies(half: number): void {
    const re = this.#re;
    const im = this.#im;
    const step = this.#length / (2 * half);
    for (let base = 0; base < this.#length; base += 2 * half) {
      for (let i = 0; i < half; i++) {
        const cos = this.#cos[i * step]!;
        const sin = this.#sin[i * step]!;
        const low = base + i;
        const high = low + half;
        const turnedRe = re[high]! * cos - im[high]! * sin;
        const turnedIm = re[high]! * sin + im[high]! * cos;
        re[high] = re[low]! - turnedRe;
        im[high] = im[low]! - turnedIm;
        re[low]! += turnedRe;
        im[low]! += turnedIm;
      }
    }
  }
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
