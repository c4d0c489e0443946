import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeLzw, encodeLzw } from "./lzw.ts";

const runs = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 900 })))
  .map((parts) => Uint8Array.from(parts.flatMap(([value, times]) => new Array<number>(times).fill(value))));

/** Decoded into `length` bytes at most, in the middle of others. */
function decoded(encoded: Uint8Array, length: number): Uint8Array {
  const around = new Uint8Array(length + 16).fill(0xa5);
  const room = around.subarray(8, 8 + length);
  const bytes = decodeLzw(encoded, room);
  for (const beyond of [around.subarray(0, 8), around.subarray(8 + length)])
    expect([...beyond]).toEqual(new Array(8).fill(0xa5));
  return room.subarray(0, bytes);
}

test("decodeLzw() inverts encodeLzw()", () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 6000 }), runs), (bytes) => {
      expect(decoded(encodeLzw(bytes), bytes.length)).toEqual(bytes);
    }),
  );
});

test("decodeLzw() reads the example of the TIFF specification", () => {
  const encoded = Uint8Array.of(0x80, 0x01, 0xe0, 0x40, 0x80, 0x44, 0x08, 0x0c, 0x06, 0x80, 0x80);
  expect([...encodeLzw(Uint8Array.of(7, 7, 7, 8, 8, 7, 7, 6, 6))]).toEqual([...encoded]);
  expect([...decoded(encoded, 9)]).toEqual([7, 7, 7, 8, 8, 7, 7, 6, 6]);
});

test("decodeLzw() neither hangs nor writes beyond its length, for any input", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 0, max: 5000 }), (bytes, length) => {
      try {
        return decoded(bytes, length).length <= length;
      } catch (error) {
        return error instanceof Error && error.message.startsWith("LZW code");
      }
    }),
  );
});
