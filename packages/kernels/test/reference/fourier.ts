/** Samples of a 2-D signal, complex, C order `[y, x]`. */
export interface ComplexPlane {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly height: number;
  readonly width: number;
}

/** The discrete Fourier transform in place, unscaled; `inverse` conjugates. Factor by factor after Cooley and Tukey (1965). */
export function transform(plane: ComplexPlane, inverse = false): ComplexPlane {
  const { height, width } = plane;
  for (let y = 0; y < height; y++) transformLine(plane, y * width, 1, width, inverse);
  for (let x = 0; x < width; x++) transformLine(plane, x, width, height, inverse);
  return plane;
}

function transformLine(
  { re, im }: ComplexPlane,
  start: number,
  stride: number,
  length: number,
  inverse: boolean,
): void {
  const line = Array.from({ length }, (_, i) => ({ re: re[start + i * stride]!, im: im[start + i * stride]! }));
  transformed(line, inverse ? 1 : -1).forEach((sample, i) => {
    re[start + i * stride] = sample.re;
    im[start + i * stride] = sample.im;
  });
}

interface Complex {
  readonly re: number;
  readonly im: number;
}

/** The sum over `line[n]` · e^(sign · 2πi · nk / length) for each k. */
export function transformed(line: readonly Complex[], sign: 1 | -1): Complex[] {
  const { length } = line;
  const factor = smallestFactor(length);
  const parts = Array.from({ length: factor }, (_, j) => line.filter((_, n) => n % factor === j));
  const spectra = factor === length ? parts : parts.map((part) => transformed(part, sign));
  const roots = line.map((_, i) => {
    const angle = (sign * 2 * Math.PI * i) / length;
    return { re: Math.cos(angle), im: Math.sin(angle) };
  });
  return line.map((_, k) => {
    let [re, im] = [0, 0];
    for (const [j, spectrum] of spectra.entries()) {
      const root = roots[(j * k) % length]!;
      const value = spectrum[k % spectrum.length]!;
      re += value.re * root.re - value.im * root.im;
      im += value.re * root.im + value.im * root.re;
    }
    return { re, im };
  });
}

function smallestFactor(length: number): number {
  for (let factor = 2; factor < length; factor++) if (length % factor === 0) return factor;
  return length;
}
