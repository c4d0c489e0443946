import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import type { PixelArray, Plane } from "../src/plane.ts";

/** A plane as `tools/parity/fixture.py` writes it. */
export interface StoredPlane {
  readonly dtype: keyof typeof arrays;
  readonly shape: readonly [height: number, width: number];
  readonly deflated: string;
}

const arrays = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
};

/** The cases of `test/fixtures/<family>.json`. */
export function readFixture<Case>(family: string): Case[] {
  const url = new URL(`./fixtures/${family}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, "utf8")) as Case[];
}

/** Those cases that concern one kernel. */
export function readCases<Case>(family: string, kernel: string): Case[] {
  return readFixture<Case & { readonly kernel: string }>(family).filter((each) => each.kernel === kernel);
}

export function restorePlane({ dtype, shape: [height, width], deflated }: StoredPlane): Plane {
  const bytes = Uint8Array.from(inflateSync(Buffer.from(deflated, "base64")));
  return { data: new arrays[dtype](bytes.buffer), height, width };
}

/** A stored plane of whole numbers as labels. */
export function restoreLabels(stored: StoredPlane): Plane<Uint32Array> {
  const { data, height, width } = restorePlane(stored);
  return { data: new Uint32Array(data), height, width };
}

/** The largest difference between two arrays of samples. */
export function largestDifference(actual: PixelArray, expected: PixelArray): number {
  let largest = actual.length === expected.length ? 0 : Number.POSITIVE_INFINITY;
  for (let i = 0; i < actual.length; i++) {
    const difference = Math.abs((actual[i] ?? Number.NaN) - (expected[i] ?? Number.NaN));
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}
