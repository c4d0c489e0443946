import { defineFunction, type ImageStack, NO_PARAMETERS, type ProcessingContext } from "@ohcs/context";
import * as functions from "@ohcs/functions";
import { type CallFixture, contextOf, MODULES, stored } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { countAllocations } from "../../../test/count-allocations.ts";
import { countCopies } from "../../../test/count-copies.ts";
import { makePlateFolders, type PlateFolders } from "../../../test/plate-folders.ts";
import { runAlone } from "../../../test/run-alone.ts";
import { BufferPool } from "./buffer-pool.ts";

const LARGE = 400;
const SITES = ["s001", "s002", "s003"];
let side = 2;
const planeOf = (plane: number) =>
  Array.from({ length: side }, (_, y) => Array.from({ length: side }, (_, x) => 100 * plane + x + y));
let folders: PlateFolders;
beforeEach(async () => {
  side = 2;
  folders = await makePlateFolders("file:///none.mjs");
  for (const plane of SITES.keys()) await folders.writeSource(`p${plane}.tif`, planeOf(plane));
});
afterEach(() => folders.remove());

const base = { version: "1.0.0", summary: "For tests", params: NO_PARAMETERS, exact: true };

/** Returns what it was lent. */
const addOne = defineFunction({
  ...base,
  name: "addOne",
  run: ({ image }, _, { allocate }) => {
    const stack = image as ImageStack;
    const data = allocate?.(stack.dtype, stack.data.length) ?? stack.data.slice();
    for (let i = 0; i < data.length; i++) data[i] = (stack.data[i] ?? 0) + 1;
    return { image: { ...stack, data } };
  },
});

/** Returns one of the two arrays that it was lent. */
const takeTwo = defineFunction({
  ...base,
  name: "takeTwo",
  run: ({ image }, _, { allocate }) => {
    const stack = image as ImageStack;
    const [doubled, data] = [1, 2].map(() => allocate?.(stack.dtype, stack.data.length) ?? stack.data.slice());
    if (doubled === undefined || data === undefined) return { image: stack };
    for (let i = 0; i < data.length; i++) doubled[i] = 2 * (stack.data[i] ?? 0);
    for (let i = 0; i < data.length; i++) data[i] = (doubled[i] ?? 0) - (stack.data[i] ?? 0);
    return { image: { ...stack, data } };
  },
});

const greedy = defineFunction({
  ...base,
  name: "greedy",
  run: ({ image }, _, { allocate }) => {
    allocate?.("float64", 1e6);
    return { image: image as ImageStack };
  },
});

/** Each plane a group of its own, written behind; with `together` all of them one stack. */
function wellOf(well: string, chain: readonly CallFixture[], together = false): ProcessingContext {
  const apart = SITES.map((key, i) => ({
    key,
    coordinates: { site: i + 1 },
    inputs: { image: [i] },
    images: [key],
  }));
  const groups = together ? [{ key: "", inputs: { image: [0, 1, 2] }, images: ["s001"] }] : apart;
  const planes = SITES.map((_, i) => ({
    path: `p${i}.tif`,
    ...(together ? { site: 1, zIndex: i + 1 } : { site: i + 1 }),
  }));
  const outputs = { image: { kind: "image", memoryDir: null, store: stored({ directory: "images", dtype: null }) } };
  const variableComponents = together ? ["zIndex"] : [];
  return contextOf({
    well,
    planes,
    plate: { tile: { width: side, height: side } },
    steps: [{ name: "only", chain, groups, outputs, variableComponents }],
  });
}

test("what a function was lent stays as it was returned until it is written, also where it is called again", async () => {
  const options = { buffers: new BufferPool(), standIns: { [MODULES.functions]: { addOne } } };
  for (const well of ["A01", "A02"]) {
    const { result } = await runAlone(folders, wellOf(well, ["addOne", "addOne"]), options);
    expect(result.error).toBeNull();
    for (const [plane, site] of SITES.entries()) {
      const expected = planeOf(plane).map((row) => row.map((value) => value + 2));
      expect(await folders.image(`images/${well}_${site}.tif`)).toEqual(expected);
    }
  }
});

const radius = 2;
const flat = { call: "maxProjection", contract: "volumeToSlice" };
const CHAINS: Readonly<Record<string, readonly CallFixture[]>> = {
  gaussianBlur: [flat, { call: "gaussianBlur", with: { sigma: 1 } }],
  meanProjection: [{ call: "meanProjection", contract: "volumeToSlice" }],
  differenceOfGaussians: [flat, { call: "differenceOfGaussians", with: { low: 1, high: 2 } }],
  laplacianOfGaussian: [flat, { call: "laplacianOfGaussian", with: { sigma: 1 } }],
  blackTopHat: [flat, { call: "blackTopHat", with: { radius } }],
  watershed: [flat, { call: "watershed", with: { prominence: 1 } }],
  openingByReconstruction: [flat, { call: "openingByReconstruction", with: { radius } }],
};

test.each(Object.keys(CHAINS))(
  "wells whose functions are lent their results make no array of samples after the first: %s",
  async (name) => {
    const standIns = { [MODULES.functions]: functions };
    const chain = CHAINS[name] ?? [];
    side = LARGE;
    for (const plane of SITES.keys()) await folders.writeSource(`p${plane}.tif`, planeOf(plane));
    const buffers = new BufferPool();
    // How many planes are read at the same time depends on the disk: there is memory for all of them.
    for (const _ of SITES) buffers.give(new ArrayBuffer(2 * LARGE * LARGE));
    const count = countAllocations(LARGE * LARGE);
    try {
      for (const well of ["A01", "A02", "A03"]) {
        count.seen.length = 0;
        const { result } = await runAlone(folders, wellOf(well, chain, true), {
          buffers,
          standIns,
          tuning: { overlap: false },
        });
        expect(result.error).toBeNull();
      }
      expect(count.seen).toEqual([]);
    } finally {
      count.stop();
    }
  },
);

test("what a function was lent and did not return serves the next call", async () => {
  side = LARGE;
  await folders.writeSource("p0.tif", planeOf(0));
  const standIns = { [MODULES.functions]: { takeTwo } };
  const context = wellOf("A01", ["takeTwo", "takeTwo", "takeTwo"]);
  const { result } = await runAlone(folders, context, { standIns, tuning: { overlap: false } });
  expect(result.error).toBeNull();
  // The input of the call, what is needed meanwhile, and the result: that of the chain is released after the first call.
  expect(result.peakBytes).toBe(3 * 2 * LARGE * LARGE);
});

test("what a function takes counts as memory of the well, and is refused with the code of that", async () => {
  const standIns = { [MODULES.functions]: { greedy } };
  const { result } = await runAlone(folders, wellOf("A01", ["greedy"]), { standIns, memoryBytes: 7e6 });
  expect(result.error).toMatchObject({ code: "WELL_MEMORY_EXCEEDED", details: { limitBytes: 7e6 } });
});

test("what one step was lent and only the next reads becomes the input of that, uncopied", async () => {
  side = LARGE;
  for (const plane of SITES.keys()) await folders.writeSource(`p${plane}.tif`, planeOf(plane));
  const groups = [{ key: "s001", coordinates: { site: 1 }, inputs: { image: [0] }, images: ["s001"] }];
  const kept = { kind: "image", memoryDir: "step0_first", store: stored({ directory: "first", dtype: null }) };
  const context = contextOf({
    well: "A01",
    planes: [{ path: "p1.tif", site: 1 }],
    plate: { tile: { width: side, height: side } },
    steps: [
      { name: "first", chain: ["addOne"], groups, outputs: { image: kept } },
      {
        name: "second",
        chain: ["addOne"],
        groups,
        inputs: { image: { source: "step", kind: "image", step: 0, output: "image" } },
        outputs: { image: { kind: "image", memoryDir: null, store: stored({ directory: "second", dtype: null }) } },
      },
    ],
  });
  const standIns = { [MODULES.functions]: { addOne } };
  const copies = countCopies(LARGE * LARGE);
  try {
    const { result } = await runAlone(folders, context, { standIns, buffers: new BufferPool() });
    expect(result.error).toBeNull();
    expect(copies.seen).toEqual([]);
    // The input and the result.
    expect(result.peakBytes).toBe(2 * 2 * LARGE * LARGE);
  } finally {
    copies.stop();
  }
  const ends = async (path: string) => (await folders.image(path))[LARGE - 1]?.at(-1);
  expect([await ends("first/A01_s001.tif"), await ends("second/A01_s001.tif")]).toEqual([899, 900]);
});

/** Writes into its input `image`, and returns `other`, or what it wrote. */
const writes = defineFunction({
  ...base,
  name: "writes",
  inputs: { image: { kind: "image" }, other: { kind: "image", optional: true } },
  run: ({ image, other = image }) => {
    (image as ImageStack).data.fill(7);
    return { image: other as ImageStack };
  },
});

test("what is read more than once stays as it was for each of its readers", async () => {
  const groups = [{ key: "s001", coordinates: { site: 1 }, inputs: { image: [0] }, images: ["s001"] }];
  const twice = [{ ...groups[0], key: "s001", inputs: { image: [0], other: [0] } }];
  const link = { source: "step", kind: "image", step: 0, output: "image" } as const;
  const stores = (name: string) => ({
    image: { kind: "image", memoryDir: null, store: stored({ directory: name, dtype: null }) },
  });
  const context = contextOf({
    well: "A01",
    planes: [{ path: "p1.tif", site: 1 }],
    plate: { tile: { width: side, height: side } },
    steps: [
      {
        name: "first",
        chain: ["addOne"],
        groups,
        outputs: { image: { kind: "image", memoryDir: "step0", store: null } },
      },
      { name: "early", chain: ["writes"], groups, inputs: { image: link }, outputs: stores("early") },
      {
        name: "twice",
        chain: [{ call: "writes", inputs: ["other"] }],
        groups: twice,
        inputs: { image: link, other: link },
        outputs: stores("twice"),
      },
    ],
  });
  const standIns = { [MODULES.functions]: { addOne, writes } };
  const { result } = await runAlone(folders, context, { standIns, buffers: new BufferPool() });
  expect(result.error).toBeNull();
  const written = planeOf(1).map((row) => row.map(() => 7));
  const kept = planeOf(1).map((row) => row.map((value) => value + 1));
  const image = (name: string) => folders.image(`${name}/A01_s001.tif`);
  expect([await image("early"), await image("twice")]).toEqual([written, kept]);
});
