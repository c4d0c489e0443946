import { expect, test } from "vitest";
import { drawStack, environment, pixelsOf } from "../../test/draw-stack.ts";
import { fillHoles } from "./fill-holes.ts";

const MASK = [
  [1, 1, 1, 1, 1],
  [1, 0, 1, 0, 0],
  [1, 1, 1, 1, 1],
  [1, 0, 0, 1, 0],
  [1, 1, 1, 1, 0],
];

test("fillHoles() fills what no path of edge neighbours joins to the border, up to a size, whatever the type of the mask", async () => {
  for (const as of [Uint8Array, Float32Array]) {
    const image = drawStack([MASK], { as });
    const filled = async (parameters: { readonly maxArea?: number }) =>
      pixelsOf((await fillHoles.run({ image }, parameters, environment())).image ?? image)[0];
    const with1 = MASK.map((row, y) => (y === 1 ? [1, 1, 1, 0, 0] : row));
    expect(await filled({ maxArea: 1 })).toEqual(with1);
    expect(await filled({})).toEqual(with1.map((row, y) => (y === 3 ? [1, 1, 1, 1, 0] : row)));
  }
});
