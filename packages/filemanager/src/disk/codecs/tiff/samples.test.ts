import fc from "fast-check";
import { expect, test } from "vitest";
import { buildTiff } from "../../../../test/build-tiff.ts";
import { bytesSource } from "../../../../test/bytes-source.ts";
import { readTiff } from "./read-tiff.ts";

const grey = (bits: number, width: number, height: number) => ({
  256: width,
  257: height,
  258: bits,
  259: 1,
  262: 1,
  277: 1,
  278: height,
});

/** Sample `x` of a row, from its digits. */
function sampleIn(row: Uint8Array, bits: number, x: number): number {
  const digits = Array.from(row, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return Number.parseInt(digits.slice(x * bits, (x + 1) * bits), 2);
}

test("readTiff() reads unsigned integers of every width from 1 to 32 bits as their bits say", async () => {
  const cases = fc.record({
    bits: fc.integer({ min: 1, max: 32 }).filter((bits) => bits % 16 !== 0),
    width: fc.integer({ min: 1, max: 40 }),
    bytes: fc.uint8Array({ minLength: 400, maxLength: 400 }),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ bits, width, bytes }) => {
      const rowBytes = Math.ceil((width * bits) / 8);
      const file = buildTiff({ tags: grey(bits, width, 2), segments: [bytes.subarray(0, 2 * rowBytes)] });
      const rows = [bytes.subarray(0, rowBytes), bytes.subarray(rowBytes, 2 * rowBytes)];
      const expected = rows.flatMap((row) => Array.from({ length: width }, (_, x) => sampleIn(row, bits, x)));
      expect([...(await readTiff(bytesSource(file), 0)).data]).toEqual(expected);
    }),
  );
});
