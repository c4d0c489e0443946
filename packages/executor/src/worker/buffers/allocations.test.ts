import {
  defineFunction,
  type ImageStack,
  NO_PARAMETERS,
  type ProcessingContext,
  type WorkerTuning,
} from "@ohcs/context";
import { contextOf, MODULES, stored } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type AllocationCount, countAllocations } from "../../../test/count-allocations.ts";
import { makePlateFolders, type PlateFolders } from "../../../test/plate-folders.ts";

const SIDE = 400;
const PLANE_BYTES = 2 * SIDE * SIDE;
const WELLS = ["A01", "A02", "A03", "A04"];
let folders: PlateFolders;
let count: AllocationCount;
beforeEach(async () => {
  folders = await makePlateFolders("file:///none.mjs");
  for (let plane = 0; plane < 3; plane++)
    await folders.writeSource(
      `p${plane}.tif`,
      Array.from({ length: SIDE }, (_, y) => Array.from({ length: SIDE }, (_, x) => plane + x + y)),
    );
  count = countAllocations(PLANE_BYTES / 4);
  vi.resetModules();
});
afterEach(async () => {
  count.stop();
  await folders.remove();
});

const constant = new Uint16Array(2 * SIDE * SIDE).fill(5);
const base = { version: "1.0.0", summary: "For tests", params: NO_PARAMETERS };

/** Functions that allocate nothing: what they return is their input, or was made long ago. */
const functions = {
  invert: defineFunction({
    ...base,
    name: "invert",
    run: ({ image }) => {
      const stack = image as ImageStack;
      for (let i = 0; i < stack.data.length; i++) stack.data[i] = 65535 - (stack.data[i] ?? 0);
      return { image: stack };
    },
  }),
  shift: defineFunction({
    ...base,
    name: "shift",
    exact: true,
    run: ({ image }) => {
      const stack = image as ImageStack;
      for (let i = 0; i < stack.data.length; i++) stack.data[i] = (stack.data[i] ?? 0) + 1;
      return { image: stack };
    },
  }),
  constant: defineFunction({
    ...base,
    name: "constant",
    contract: "3d",
    over: ["site"],
    run: ({ image }) => ({ image: { ...(image as ImageStack), data: constant, dtype: "uint16" } }),
  }),
};

/** Reads, converts, joins planes, keeps, converts between calls, fills a missing plane, and stores. */
function wellOf(well: string): ProcessingContext {
  const image = (memoryDir: string | null, directory: string) => ({
    image: { kind: "image", memoryDir, store: stored({ directory }) },
  });
  const sites = ["s001", "s002"];
  const both = [{ key: "", inputs: { image: [0, 1] }, images: sites }];
  return contextOf({
    well,
    planes: [0, 1, 2].map((plane) => ({ path: `p${plane}.tif`, site: plane + 1 })),
    plate: { tile: { width: SIDE, height: SIDE } },
    steps: [
      {
        name: "invert",
        chain: ["invert"],
        groups: sites.map((key, i) => ({ key, coordinates: { site: i + 1 }, inputs: { image: [i] }, images: [key] })),
        outputs: image("step0_invert", "inverted"),
      },
      {
        name: "join",
        chain: ["invert", { call: "constant", contract: "3d" }, "invert"],
        inputs: { image: { source: "step", kind: "image", step: 0, output: "image" } },
        variableComponents: ["site"],
        groups: both,
        outputs: image(null, "joined"),
      },
      {
        name: "shift",
        chain: ["shift"],
        variableComponents: ["site"],
        groups: [{ key: "", inputs: { image: [2, null] }, images: sites }],
        outputs: image(null, "shifted"),
      },
    ],
  });
}

async function runWells(
  reuse: boolean,
  tuning: WorkerTuning,
): Promise<{ readonly perWell: number[]; readonly made: number[] }> {
  const { runAlone } = await import("../../../test/run-alone.ts");
  const { BufferPool } = await import("./buffer-pool.ts");
  const pool = new BufferPool();
  const [perWell, made]: [number[], number[]] = [[], []];
  for (const well of WELLS) {
    count.seen.length = 0;
    const { result } = await runAlone(folders, wellOf(well), {
      tuning,
      ...(reuse ? { buffers: pool } : {}),
      standIns: { [MODULES.functions]: functions },
    });
    expect(result.error).toBeNull();
    perWell.push(count.seen.length);
    made.push(pool.made);
  }
  return { perWell, made };
}

const sequential = { overlap: false };

test("a well like the one before allocates no memory for samples: counted over wells 2 to 4", async () => {
  const { perWell, made } = await runWells(true, sequential);
  expect(perWell.slice(1)).toEqual([0, 0, 0]);
  expect(perWell[0]).toBe(made[0]);
  expect(made).toEqual(made.map(() => made[0]));
  const reused = await folders.tree();
  const { perWell: fresh } = await runWells(false, sequential);
  expect(fresh.slice(1)).toEqual(fresh.slice(1).map(() => fresh[0]));
  expect(fresh[0]).toBeGreaterThan(perWell[0] ?? 0);
  expect(await folders.tree()).toEqual(reused);
});

test("with overlap all memory for samples is the pool's, and wells together take no more than one without a pool", async () => {
  const { perWell: fresh } = await runWells(false, {});
  const tree = await folders.tree();
  const { perWell, made } = await runWells(true, {});
  // How much is in use at the same time is a matter of how fast files are; the pool has it, and gives it again.
  expect(perWell).toEqual(made.map((buffers, i) => buffers - (made[i - 1] ?? 0)));
  expect(made.at(-1)).toBeLessThanOrEqual(fresh[0] ?? 0);
  expect(await folders.tree()).toEqual(tree);
});
