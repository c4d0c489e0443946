import { expect, test } from "vitest";
import { segmentNuclei } from "../src/index.ts";
import { BITS, EMPTY_KINDS, emptyScene } from "./empty-scene.ts";

const SEEDS = Array.from({ length: 25 }, (_, i) => i + 1);

test.each(BITS)("finds nothing in 275 empty fields of a camera of %i bits", { timeout: 300_000 }, (bits) => {
  const found = EMPTY_KINDS.flatMap((kind) =>
    SEEDS.map((seed) => ({ kind, seed, count: segmentNuclei(emptyScene(kind, seed, bits)).count })),
  );
  expect(found).toHaveLength(275);
  expect(found.filter(({ count }) => count > 0)).toEqual([]);
});
