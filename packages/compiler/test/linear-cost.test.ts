import { Session } from "node:inspector/promises";
import { formatWellId, step } from "@ohcs/context";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compilePlate } from "../src/compile-plate.ts";
import { functions } from "./catalogue-fixture.ts";
import { inputOf, manifestOf, type PlateShape } from "./plate-fixture.ts";

const { maxProjection, gaussianBlur, segmentNuclei, measureObjects } = functions;

const steps = [
  step("project", { func: maxProjection() }),
  step("smooth", { func: { "1": gaussianBlur(), "2": [gaussianBlur(), gaussianBlur()] }, unlisted: "pass" }),
  step("segment", {
    func: segmentNuclei(),
    inputs: { image: { from: "step:smooth", channel: "1" } },
    emits: ["labels:nuclei"],
  }),
  step("measure", {
    func: measureObjects(),
    inputs: { a: { from: "step:project", channel: "2" }, labels: "labels:nuclei" },
    emits: ["table:nuclei"],
  }),
];

const session = new Session();
beforeAll(async () => {
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
});
afterAll(async () => {
  await session.post("Profiler.stopPreciseCoverage");
  session.disconnect();
});

/**
 * How often any block of the compiler or of contexts runs in one compilation: its cost, independent of machine load.
 */
async function blocksRun(shape: PlateShape): Promise<number> {
  const input = inputOf(steps, { manifest: manifestOf({ channels: ["DAPI", "GFP"], ...shape }) });
  await session.post("Profiler.takePreciseCoverage");
  const { plate } = compilePlate(input);
  const { result } = await session.post("Profiler.takePreciseCoverage");
  expect(plate).not.toBeNull();
  const own = result.filter(({ url }) => /\/packages\/(compiler|context)\/src\//.test(url));
  return own.reduce((sum, { functions: all }) => sum + all.reduce((some, { ranges }) => some + countsOf(ranges), 0), 0);
}

function countsOf(ranges: readonly { readonly count: number }[]): number {
  return ranges.reduce((sum, { count }) => sum + count, 0);
}

const wellsOf = (count: number) => Array.from({ length: count }, (_, i) => formatWellId(Math.floor(i / 48), i % 48));

/** The cost of each additional item in a large plate, relative to a small one: 1 if cost is linear. */
async function growth(sizes: readonly [number, number, number], shapeOf: (size: number) => PlateShape) {
  const [small, medium, large] = sizes;
  const [few, more, many] = [
    await blocksRun(shapeOf(small)),
    await blocksRun(shapeOf(medium)),
    await blocksRun(shapeOf(large)),
  ];
  const [first, last] = [(more - few) / (medium - small), (many - more) / (large - medium)];
  // Otherwise nothing was counted.
  expect(first).toBeGreaterThan(10);
  return last / first;
}

test("the cost of compiling grows linearly with wells: each further one costs the same within 20 %", async () => {
  const ratio = await growth([24, 96, 384], (wells) => ({ wells: wellsOf(wells), sites: 1 }));
  expect(Math.abs(ratio - 1)).toBeLessThanOrEqual(0.2);
}, 60_000);

test("and with the images of a well", async () => {
  const ratio = await growth([8, 32, 128], (sites) => ({ wells: ["A01", "A02"], sites }));
  expect(Math.abs(ratio - 1)).toBeLessThanOrEqual(0.2);
}, 60_000);

// Not to the block: if V8 compiles a function to machine code between two runs, a few block counts differ.
test("the same compilation counts the same each time, within 3 %", async () => {
  const shape = { wells: wellsOf(4) };
  await blocksRun(shape);
  const [once, again] = [await blocksRun(shape), await blocksRun(shape)];
  expect(Math.abs(again / once - 1)).toBeLessThanOrEqual(0.03);
});
