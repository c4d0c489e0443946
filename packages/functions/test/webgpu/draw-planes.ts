import type { Plane } from "@ohcs/kernels";

/** Sizes that differ in what they test: one pixel, lines, odd, whole workgroups, a border wider than the image. */
export const SIZES: readonly (readonly [height: number, width: number])[] = [
  [1, 1],
  [1, 7],
  [5, 1],
  [13, 17],
  [64, 64],
  [101, 67],
];

/** One workgroup more than one dispatch dimension holds: 65,535 × 64 pixels and some. */
export const BEYOND_ONE_DIMENSION = [2049, 2048] as const;

const ARRAYS = { uint8: Uint8Array, uint16: Uint16Array, float32: Float32Array };

export type DrawnDtype = keyof typeof ARRAYS;

export const DTYPES: readonly DrawnDtype[] = ["uint8", "uint16", "float32"];

/** A plane with smooth light, noise and bright squares: over the whole range of integers, positive in float32. */
export function drawPlane(dtype: DrawnDtype, [height, width]: readonly [number, number], seed = 1): Plane {
  const most = dtype === "uint8" ? 255 : 65535;
  const data = new ARRAYS[dtype](height * width);
  let state = Math.imul(seed, 2_654_435_761) >>> 0;
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const [x, y] = [i % width, Math.floor(i / width)];
    const square = x % 31 < 9 && y % 23 < 7 ? 0.5 : 0;
    const value = most * (square + 0.3 * (state / 2 ** 32) + 0.2 * (x / width));
    data[i] = dtype === "float32" ? 0.01 + value / 7 : value;
  }
  return { data, height, width };
}
