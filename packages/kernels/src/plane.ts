import { fail } from "./errors.ts";

/** The sample arrays that planes may have. */
export type PixelArray = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** One 2-D image: `height × width` samples in C order `[y, x]`. Kernels never write to the planes they are given. */
export interface Plane<T extends PixelArray = PixelArray> {
  readonly data: T;
  readonly height: number;
  readonly width: number;
}

/** A binary plane: 1 is foreground, 0 background. */
export type Mask = Plane<Uint8Array>;

/** A label plane: 0 is background, every other value names one object. */
export type Labels = Plane<Uint32Array>;

/** A place in pixels: x to the right, y down; pixel centres are whole numbers, counted from 0. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A zeroed array of the same sample type as `data`. */
export function emptyLike<T extends PixelArray>(data: T, length = data.length): T {
  return new (data.constructor as new (length: number) => T)(length);
}

/** The samples as float32, copied only where they are of another type. */
export function asFloat32(data: PixelArray): Float32Array {
  return data instanceof Float32Array ? data : new Float32Array(data);
}

/** @throws PLANE_SHAPE_MISMATCH unless all planes have the size of the first. */
export function expectSameShape(subject: string, first: Plane, ...others: readonly Plane[]): void {
  for (const other of others) {
    if (other.height === first.height && other.width === first.width) continue;
    throw fail(
      "PLANE_SHAPE_MISMATCH",
      `Cannot ${subject}: expected planes of ${first.height} × ${first.width}, got ${other.height} × ${other.width}`,
    );
  }
}

/** @throws PARAMETER_INVALID unless `holds`. */
export function expectParameter(holds: boolean, subject: string, expected: string, got: unknown): void {
  if (!holds) throw fail("PARAMETER_INVALID", `Cannot ${subject}: expected ${expected}, got '${String(got)}'`);
}
