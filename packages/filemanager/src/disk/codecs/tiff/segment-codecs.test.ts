import { expect, test } from "vitest";
import { decodePackBits } from "./segment-codecs.ts";

/** Decoded into `length` bytes at most. */
function decoded(encoded: Uint8Array, length: number): Uint8Array {
  const room = new Uint8Array(length);
  return room.subarray(0, decodePackBits(encoded, room));
}

test("decodePackBits() reads the example of the TIFF specification", () => {
  const encoded = Uint8Array.of(
    0xfe,
    0xaa,
    0x02,
    0x80,
    0x00,
    0x2a,
    0xfd,
    0xaa,
    0x03,
    0x80,
    0x00,
    0x2a,
    0x22,
    0xf7,
    0xaa,
  );
  const expected = "aa aa aa 80 00 2a aa aa aa aa 80 00 2a 22 aa aa aa aa aa aa aa aa aa aa";
  expect(Buffer.from(decoded(encoded, 24)).toString("hex")).toBe(expected.replaceAll(" ", ""));
});

test("decodePackBits() skips control byte 128, and stops where data or room end", () => {
  expect([...decoded(Uint8Array.of(0x80, 0x00, 5), 9)]).toEqual([5]);
  expect([...decoded(Uint8Array.of(0xfd, 7), 2)]).toEqual([7, 7]);
  expect([...decoded(Uint8Array.of(0x03, 1, 2), 9)]).toEqual([1, 2]);
});
