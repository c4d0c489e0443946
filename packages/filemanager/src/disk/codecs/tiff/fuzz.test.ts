import { isOhcsError } from "@ohcs/context";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesSource, joined } from "../../../../test/bytes-source.ts";
import { encodeTiff } from "./encode-tiff.ts";
import { readTiff, readTiffHeader } from "./read-tiff.ts";

const RUNS = process.env.OHCS_TEST_DEPTH === "full" ? 20_000 : 1_000;

const files = (["none", "lzw", "deflate"] as const).map((compression) => {
  const data = Uint16Array.from({ length: 2 * 40 * 30 }, (_, i) => i % 97);
  const image = { data, shape: [2, 40, 30], dtype: "uint16", pixelSizeUm: 0.65 } as const;
  return joined(encodeTiff(image, { compression, predictor: true }, "image.tif"));
});
const change = fc.tuple(fc.nat({ max: 400 }), fc.nat({ max: 255 }));

test("a damaged TIFF gives an image or an OhcsError, for any damage", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.array(change, { minLength: 1, maxLength: 6 }),
      async (file, changes) => {
        const bytes = Uint8Array.from(file);
        for (const [at, value] of changes) bytes[at] = value;
        for (const work of [
          readTiff(bytesSource(bytes), 0),
          readTiff(bytesSource(bytes), 1),
          readTiffHeader(bytesSource(bytes)),
        ]) {
          const outcome: unknown = await work.catch((error: unknown) => error);
          if (outcome instanceof Error)
            expect(
              isOhcsError(outcome, "IMAGE_UNREADABLE", "IMAGE_TRUNCATED", "IMAGE_UNSUPPORTED"),
              String(outcome.stack),
            ).toBe(true);
        }
      },
    ),
    { numRuns: RUNS },
  );
});
