import type { ImageStack, Json } from "@ohcs/context";
import { expect, test } from "vitest";
import { drawStack, environment } from "../../test/draw-stack.ts";
import type { PlateDiameter } from "./nuclei-parameters.ts";
import { calculateDiameter, measureDiameters } from "./plate-diameter.ts";
import { segmentNuclei } from "./segment-nuclei.ts";

const SIDE = 160;

const usual = {
  sigma: 1,
  method: "minimumCrossEntropy",
  scope: "image",
  log: false,
  correction: 0.7,
  minContrast: 5,
  border: 0.3,
  splitProminence: 0.05,
  minEdgeContrast: 0.1,
  minArea: 20,
} as const;

/** A plane with discs of these radii on a grid, on a background of small, known unevenness. */
function discs(...radii: readonly number[]): ImageStack {
  const rows = Array.from({ length: SIDE }, (_, y) =>
    Array.from({ length: SIDE }, (_, x) => {
      const isInside = radii.some((radius, i) => Math.hypot(x - 20 - 40 * (i % 4), y - 20 - 40 * (i >> 2)) <= radius);
      return (isInside ? 1000 : 100) + ((7 * x + 13 * y) % 5);
    }),
  );
  return drawStack([rows], { keys: [{ site: 1, channel: "1" }] });
}

const SMALL = discs(7, 8, 7, 8, 7, 8, 7, 8);
const LARGE = discs(15, 16, 15, 16, 15, 16, 16, 15, 16, 15, 16, 15, 16, 15, 16, 15);
/** One nucleus, and dust. */
const NEARLY_EMPTY = discs(16, 3, 3, 3, 3, 3, 3, 3);

async function diameterOf(...wells: readonly ImageStack[]) {
  const values = await Promise.all(
    wells.map(
      async (image) => (await measureDiameters.run({ image }, usual, environment())).outputs?.diameters as Json,
    ),
  );
  const diameters = { kind: "json", values, keys: values.map((_, i) => ({ well: `A${i}` })) } as const;
  return await calculateDiameter.run({ diameters }, {}, environment());
}

async function countIn(image: ImageStack, inputs: object = {}): Promise<number> {
  const parameters = { ...usual, ...("diameter" in inputs ? { diameter: "plate" as const } : {}) };
  const { outputs = {} } = await segmentNuclei.run({ image, ...inputs }, parameters, environment());
  return Math.max(...((outputs.nuclei as ImageStack).data as Uint32Array));
}

test("calculateDiameter() is the median of all objects of the plate, whatever the order of wells, and says so", async () => {
  const { outputs, notices } = await diameterOf(SMALL, NEARLY_EMPTY, LARGE);
  const found = outputs?.diameter as unknown as
    | { readonly channels: Readonly<Record<string, PlateDiameter>> }
    | undefined;
  const { diameter = 0, objects } = found?.channels["1"] ?? {};
  expect(objects).toBe(8 + 8 + 16);
  expect(Math.abs(diameter - 31)).toBeLessThan(2);
  expect(await diameterOf(LARGE, SMALL, NEARLY_EMPTY)).toEqual({ outputs, notices });
  expect(notices).toMatchObject([{ severity: "note", code: "PLATE_DIAMETER" }]);
  expect(notices?.[0]?.message).toBe(
    `A typical nucleus in channel 1 measures ${diameter} px across, over 32 objects of the plate`,
  );
});

test("a nearly empty well, whose dust is nuclei by its own scale, has one nucleus by that of the plate", async () => {
  const { outputs } = await diameterOf(SMALL, NEARLY_EMPTY, LARGE);
  const diameter = { kind: "json", values: [outputs?.diameter as Json], keys: [{}] } as const;
  const counts = [await countIn(NEARLY_EMPTY), await countIn(NEARLY_EMPTY, { diameter })];
  expect(counts).toEqual([8, 1]);
  expect([await countIn(SMALL, { diameter }), await countIn(LARGE, { diameter })]).toEqual([8, 16]);
});

test("where no image shows nuclei, their diameter is estimated from each image, and the note says that", async () => {
  const { outputs, notices } = await diameterOf(discs(), discs());
  expect(outputs?.diameter).toEqual({ channels: { "1": { diameter: 0, objects: 0 } } });
  expect(notices?.[0]?.message).toContain("estimated from each image");
  const diameter = { kind: "json", values: [outputs?.diameter as Json], keys: [{}] } as const;
  expect(await countIn(SMALL, { diameter })).toBe(8);
});

test("segmentNuclei() reports a diameter of the plate that is missing, and one that was not asked for", async () => {
  const run = (inputs: object, diameter?: "plate") =>
    segmentNuclei.run({ image: SMALL, ...inputs }, { ...usual, ...(diameter && { diameter }) }, environment());
  const json = { kind: "json", values: [{ channels: {} }], keys: [{}] } as const;
  for (const [attempt, expected] of [
    [() => run({}, "plate"), "input 'diameter' is missing"],
    [() => run({ diameter: json }), "is for diameter 'plate'"],
  ] as const)
    expect(attempt).toThrow(
      expect.objectContaining({ code: "INPUT_INVALID", message: expect.stringContaining(expected) }),
    );
});
