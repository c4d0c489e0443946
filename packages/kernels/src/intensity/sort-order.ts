import type { PixelArray } from "../plane.ts";

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

/**
 * The numbers 0 … n−1 in the order that sorts `values` (finite, as float32) ascending; equal values keep their order.
 * A radix sort: linear time, the same result everywhere.
 */
export function sortOrder(values: PixelArray): Uint32Array {
  const keys = orderedKeys(values);
  let order = new Uint32Array(keys.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  let spare = new Uint32Array(keys.length);
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    scatterByDigit(keys, order, spare, shift);
    [order, spare] = [spare, order];
  }
  return order;
}

/** The bits of each float32, changed so that they order as unsigned integers as the numbers do. */
function orderedKeys(values: PixelArray): Uint32Array {
  const floats = new Float32Array(values.length);
  for (let i = 0; i < floats.length; i++) floats[i] = values[i]! + 0;
  const keys = new Uint32Array(floats.buffer);
  for (let i = 0; i < keys.length; i++) keys[i] = keys[i]! ^ (keys[i]! >>> 31 ? 0xffffffff : 0x80000000);
  return keys;
}

function scatterByDigit(keys: Uint32Array, from: Uint32Array, to: Uint32Array, shift: number): void {
  const starts = new Uint32Array(DIGITS + 1);
  for (let i = 0; i < keys.length; i++) starts[((keys[i]! >>> shift) & (DIGITS - 1)) + 1]!++;
  for (let digit = 0; digit < DIGITS; digit++) starts[digit + 1]! += starts[digit]!;
  for (let i = 0; i < from.length; i++) {
    const digit = (keys[from[i]!]! >>> shift) & (DIGITS - 1);
    to[starts[digit]!++] = from[i]!;
  }
}
