import { expect, test } from "vitest";
import { discs } from "../../test/discs.ts";
import { joinRound } from "../../test/nuclei-steps.ts";

const options = { minArea: 200, border: 0.33, roundness: 0.97 };

/** Discs of one height, cut in two halves at x = 40. */
function halves(...shapes: Parameters<typeof discs>[1]) {
  const heights = discs(80, shapes);
  const foreground = { ...heights, data: Uint8Array.from(heights.data) };
  const labels = {
    ...heights,
    data: Uint32Array.from(heights.data, (value, i) => (value === 0 ? 0 : i % 80 < 40 ? 1 : 2)),
  };
  return { heights, foreground, labels };
}

test("joinRound() joins the parts of a large disc", () => {
  const { heights, foreground, labels } = halves({ x: 40, y: 40, radius: 20 });
  expect(new Set(joinRound(labels, foreground, heights, options).data)).toEqual(new Set([0, 2]));
});

test("joinRound() leaves two discs that touch, and parts below the area, as they are", () => {
  const touching = halves({ x: 29, y: 40, radius: 12 }, { x: 51, y: 40, radius: 12 });
  expect(joinRound(touching.labels, touching.foreground, touching.heights, options)).toEqual(touching.labels);
  const small = halves({ x: 40, y: 40, radius: 6 });
  expect(joinRound(small.labels, small.foreground, small.heights, options)).toEqual(small.labels);
});
