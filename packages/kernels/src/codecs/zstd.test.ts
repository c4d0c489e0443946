import { createHash } from "node:crypto";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { readFixture } from "../../test/fixture.ts";
import { openPlaneMemory } from "../wasm/plane-memory.ts";
import { decodeZstd } from "./zstd.ts";

interface Case {
  readonly name: string;
  readonly frame: string;
  readonly length: number;
  readonly sha256: string;
}

const cases = readFixture<Case>("zstd").map(({ frame, ...rest }) => ({
  ...rest,
  frame: Uint8Array.from(Buffer.from(frame, "base64")),
}));
const named = new Map(cases.map((each) => [each.name, each]));
const frameOf = (name: string) => named.get(name)?.frame ?? expect.fail(`no case '${name}'`);
const digestOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

const memory = openPlaneMemory(2 ** 24);
afterAll(() => memory.close());

const UNTOUCHED = new Uint8Array(256).fill(0xa5);

/** Decoded into at most `length` bytes of the kernels' memory, between others, which must stay as they are. */
function decoded(frame: Uint8Array, length: number): Uint8Array {
  const [above, room, below] = [256, length, 256].map((bytes) => memory.allocate("uint8", bytes) as Uint8Array);
  for (const beside of [above, below]) beside?.set(UNTOUCHED);
  try {
    return room!.slice(0, decodeZstd(frame, room!));
  } finally {
    for (const beside of [above, below]) expect(Buffer.compare(beside!, UNTOUCHED)).toBe(0);
    for (const plane of [above, room, below]) memory.release(plane!);
  }
}

const messageOf = (frame: Uint8Array, length: number) => {
  try {
    return `${decoded(frame, length).length} bytes`;
  } catch (error) {
    return (error as Error).message;
  }
};

test.each(cases)("decodeZstd() gives what libzstd encoded: $name", ({ frame, length, sha256 }) => {
  expect(digestOf(decoded(frame, length))).toBe(sha256);
  const elsewhere = new Uint8Array(length + 300_000);
  expect(decodeZstd(frame, elsewhere)).toBe(length);
  expect(digestOf(elsewhere.subarray(0, length))).toBe(sha256);
});

test("content that is longer than its room is a RangeError, stated or not", () => {
  for (const { frame, length } of cases.filter(({ length }) => length > 0))
    for (const room of [length - 1, Math.floor(length / 2), 0]) expect(() => decoded(frame, room)).toThrow(RangeError);
});

test("every frame that is cut short is refused", () => {
  for (const { frame, length } of cases.filter(({ name }) => !name.startsWith("two frames"))) {
    const step = Math.max(1, Math.floor(frame.length / 40));
    for (let end = 0; end < frame.length; end += step)
      expect(() => decoded(frame.subarray(0, end), length)).toThrow(/cut short|damaged/);
  }
});

test("a wrong checksum, a dictionary, and what is no frame are named", () => {
  const frame = frameOf("one byte");
  const changed = (at: number, value: number) => frame.map((byte, i) => (i === at ? value : byte));
  expect(messageOf(frame, 1)).toBe("1 bytes");
  expect(messageOf(changed(frame.length - 1, 0), 1)).toContain("wrong checksum");
  expect(messageOf(changed(0, 0), 1)).toBe("no Zstandard frame");
  expect(messageOf(Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x21, 7, 0, 1, 0, 0), 1)).toContain("dictionary");
  expect(messageOf(new Uint8Array(0), 1)).toContain("cut short");
  expect(messageOf(Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x28, 0, 1, 0, 0), 1)).toContain("damaged");
});

test("damaged frames are refused or decoded to as many bytes as there is room for, and what lies beside these stays", () => {
  const damages = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.constantFrom(...cases), damages, ({ frame, length }, changes) => {
      const damaged = Uint8Array.from(frame);
      for (const [at, value] of changes) damaged[at % frame.length] = value;
      expect(messageOf(damaged, length)).toMatch(/^(more than )?\d+ bytes|^(a|no) .*Zstandard frame/);
    }),
    { numRuns: 400 },
  );
});

test("any bytes behind a header are refused or decoded", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 0, max: 4000 }), (bytes, room) => {
      const block = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0, 0x58, (bytes.length << 3) | 5, bytes.length >> 5, 0);
      expect(messageOf(Uint8Array.from([...block, ...bytes]), room)).toMatch(
        /^(more than )?\d+ bytes|^(a|no) .*Zstandard frame/,
      );
    }),
    { numRuns: 400 },
  );
});
