import { isOhcsError, type StoredImage } from "@ohcs/context";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesSource, joined } from "../../../../test/bytes-source.ts";
import { encodePng } from "./encode-png.ts";
import { framedChunk, PNG_SIGNATURE } from "./png-chunks.ts";
import { readPng, readPngHeader } from "./read-png.ts";

const RUNS = process.env.OHCS_TEST_DEPTH === "full" ? 500 : 60;

const encoded = async (image: StoredImage) => joined(await encodePng(image, "image.png"));
const read = async (bytes: Uint8Array) => readPng(bytesSource(bytes, "image.png"), 0);
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "no error",
    (error: unknown) => (isOhcsError(error) ? error.code : String(error)),
  );

const every8 = { data: Uint8Array.from({ length: 256 }, (_, i) => i), shape: [16, 16], dtype: "uint8" } as const;
const every16 = {
  data: Uint16Array.from({ length: 65_536 }, (_, i) => i),
  shape: [128, 512],
  dtype: "uint16",
} as const;

test.each([
  ["uint8", every8],
  ["uint16", every16],
])("each value of %s comes back from a PNG as it was", async (_, image) => {
  const stored = { ...image, pixelSizeUm: 0.325 };
  const bytes = await encoded(stored);
  expect(await read(bytes)).toEqual(stored);
  expect(await encoded(stored)).toEqual(bytes);
  expect(await readPngHeader(bytesSource(bytes))).toEqual({
    width: image.shape[1],
    height: image.shape[0],
    dtype: image.dtype,
    pages: 1,
    description: null,
    pixelSizeUm: 0.325,
  });
});

test("images of any size come back from a PNG as they were", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 9 }),
      fc.uint16Array({ minLength: 1, maxLength: 40 }),
      async (s, row) => {
        const data = Uint16Array.from({ length: s * row.length }, (_, i) => row[i % row.length] ?? 0);
        const image = { data, shape: [s, row.length], dtype: "uint16", pixelSizeUm: null } as const;
        expect(await read(await encoded(image))).toEqual(image);
      },
    ),
    { numRuns: RUNS },
  );
});

test("a gamma, a profile or a transparent grey does not change the pixels", async () => {
  const bytes = await encoded({ ...every16, pixelSizeUm: null });
  const extra = [framedChunk("gAMA", Uint8Array.of(0, 1, 0x86, 0xa0)), framedChunk("tRNS", Uint8Array.of(0, 7))];
  const changed = joined([bytes.subarray(0, 33), ...extra, bytes.subarray(33)]);
  expect((await read(changed)).data).toEqual(every16.data);
});

test("encodePng() refuses stacks, floats and 32 bits", async () => {
  const float = { data: new Float32Array(1), shape: [1, 1], dtype: "float32", pixelSizeUm: null } as const;
  const stack = { data: new Uint8Array(2), shape: [2, 1, 1], dtype: "uint8", pixelSizeUm: null } as const;
  expect(await codeOf(encoded(float))).toBe("IMAGE_UNSUPPORTED");
  expect(await codeOf(encoded(stack))).toBe("IMAGE_UNSUPPORTED");
});

test("readPng() refuses colour, a second page, and a header that claims more than its bytes can hold", async () => {
  const header = (width: number, bits: number, colour: number) =>
    framedChunk(
      "IHDR",
      Uint8Array.of(0, width >> 16, (width >> 8) & 255, width & 255, 0, 0, 0, 1, bits, colour, 0, 0, 0),
    );
  const end = framedChunk("IEND", new Uint8Array(0));
  const file = (head: Uint8Array) => joined([PNG_SIGNATURE, head, framedChunk("IDAT", new Uint8Array(9)), end]);
  expect(await codeOf(read(file(header(4, 8, 2))))).toBe("IMAGE_UNSUPPORTED");
  expect(await codeOf(read(file(header(4, 4, 0))))).toBe("IMAGE_UNSUPPORTED");
  expect(await codeOf(read(file(header(0xffffff, 16, 0))))).toBe("IMAGE_TRUNCATED");
  expect(await codeOf(read(file(header(4, 8, 0))))).toBe("IMAGE_UNREADABLE");
  const bytes = await encoded({ ...every8, pixelSizeUm: null });
  expect(await codeOf(readPng(bytesSource(bytes), 1))).toBe("IMAGE_UNREADABLE");
});

test("a PNG that ends anywhere before its end, or with a bit flipped in its pixels, is an error", async () => {
  const bytes = await encoded({ ...every8, pixelSizeUm: 0.65 });
  for (let length = 8; length < bytes.length; length += 3)
    expect(["IMAGE_TRUNCATED", "IMAGE_UNREADABLE"]).toContain(await codeOf(read(bytes.slice(0, length))));
  const damaged = Uint8Array.from(bytes);
  damaged[bytes.length - 30] = (bytes[bytes.length - 30] ?? 0) ^ 1;
  expect(await codeOf(read(damaged))).toBe("IMAGE_UNREADABLE");
});
