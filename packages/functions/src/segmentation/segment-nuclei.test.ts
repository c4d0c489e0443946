import { recordsOf, type Table } from "@ohcs/context";
import { expect, test } from "vitest";
import { drawStack, environment } from "../../test/draw-stack.ts";
import { segmentNuclei } from "./segment-nuclei.ts";

const SIDE = 64;

/** A plane with bright discs of radius 7 px at these centres, on a background of small, known unevenness. */
function discs(...centres: readonly (readonly [x: number, y: number])[]) {
  const rows = Array.from({ length: SIDE }, (_, y) =>
    Array.from({ length: SIDE }, (_, x) => {
      const isInside = centres.some(([cx, cy]) => Math.hypot(x - cx, y - cy) <= 7);
      return (isInside ? 1000 : 100) + ((7 * x + 13 * y) % 5);
    }),
  );
  return { image: drawStack([rows]) };
}

const usual = {
  sigma: 1,
  method: "minimumCrossEntropy" as const,
  scope: "image" as const,
  log: false,
  correction: 0.7,
  minContrast: 5,
  border: 0.4,
  splitProminence: 0.05,
  minEdgeContrast: 0.1,
  minArea: 20,
};

async function found(inputs: ReturnType<typeof discs>, parameters: object = {}) {
  const { outputs } = await segmentNuclei.run(inputs, { ...usual, ...parameters }, environment());
  const [quality] = recordsOf(outputs?.quality as Table);
  return quality;
}

test("discs that touch are two nuclei, with the diameter measured or given", async () => {
  const touching = discs([20, 32], [34, 32], [50, 12]);
  expect(await found(touching)).toMatchObject({ Segmentation_Count: 3, QC_NoForeground: 0 });
  expect(await found(touching, { diameter: 14 })).toMatchObject({ Segmentation_Count: 3 });
});

test("whole numbers are segmented as the same numbers in float32: nothing is converted around it", async () => {
  const { image } = discs([20, 32], [34, 32], [50, 12]);
  const floats = { ...image, data: new Float32Array(image.data), dtype: "float32" } as const;
  const run = (one: typeof image) => segmentNuclei.run({ image: one }, usual, environment());
  expect(segmentNuclei.declaration.exact).toBe(true);
  expect((await run(floats)).outputs).toMatchObject((await run(image)).outputs ?? {});
});

test("an image without nuclei has none, and says so", async () => {
  expect(await found(discs())).toMatchObject({ Segmentation_Count: 0, QC_NoForeground: 1 });
});

test("limits of size are kept, and a threshold of the plate must be given where it is asked for", async () => {
  expect(await found(discs([32, 32]), { maxArea: 50 })).toMatchObject({ Segmentation_Count: 0 });
  expect(await found(discs([32, 32]), { minArea: 400 })).toMatchObject({ Segmentation_Count: 0 });
  await expect(found(discs([32, 32]), { scope: "plate" })).rejects.toMatchObject({ code: "INPUT_INVALID" });
});
