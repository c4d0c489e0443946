import { mkdir, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defineBackend, defineFunction, type ImageStack, NO_PARAMETERS } from "@ohcs/context";
import { type DiskOptions, diskBackend } from "@ohcs/filemanager/disk";
import { MemoryBackend } from "@ohcs/filemanager/memory";
import { contextOf, fromStep, MODULES, stored, storedValue } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { oneStep } from "../../test/one-step.ts";
import { makePlateFolders, type PlateFolders } from "../../test/plate-folders.ts";
import { projectionOf, writeWell } from "../../test/projection.ts";
import { runAlone } from "../../test/run-alone.ts";
import { BufferPool } from "./buffers/buffer-pool.ts";
import { GIVEN_UP } from "./given-up.ts";

const functionsUrl = new URL("../../test/fixtures/functions.mjs", import.meta.url).href;
const STORED = "images/A01_s001_w1.tif";
let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders(functionsUrl);
  await folders.writeSource("a.tif", [
    [1, 3],
    [5, 65535],
  ]);
});
afterEach(() => folders.remove());

test("intensities are preserved by default: clipped and rounded once, never rescaled (landmine 16)", async () => {
  const { result } = await runAlone(folders, oneStep(["halve"]));
  expect(result).toMatchObject({ status: "success", error: null });
  expect(await folders.image(STORED)).toEqual([
    [1, 2],
    [3, 32768],
  ]);
  await runAlone(folders, oneStep(["double"]));
  expect(await folders.image(STORED)).toEqual([
    [2, 6],
    [10, 65535],
  ]);
});

test("there is no rounding or clipping between the functions of a chain (landmine 40)", async () => {
  const unchanged = [
    [1, 3],
    [5, 65535],
  ];
  for (const chain of [
    ["halve", "double"],
    ["double", "halve"],
    ["shiftDown", "shiftUp"],
  ]) {
    await runAlone(folders, oneStep(chain));
    expect(await folders.image(STORED)).toEqual(unchanged);
  }
});

test("a chain of exact operations keeps integers, any other gets float32", async () => {
  const outputs = { "json:facts": { kind: "json", store: storedValue("facts", ".json") } };
  const describe = { call: "describeDtype", outputs: { facts: "json:facts" } };
  for (const [chain, dtype] of [
    [["copy", describe], "uint16"],
    [["halve", "double", describe], "float32"],
  ] as const) {
    await runAlone(folders, oneStep(chain, outputs));
    expect(await folders.json("images_results/A01_facts.json")).toEqual({ dtype, data: [1, 3, 5, 65535] });
  }
});

/** A well whose first step leaves its image in memory, and whose second runs `chain` on it. */
function afterMemory(chain: readonly string[]) {
  const groups = [{ key: "s001", coordinates: { site: 1 }, inputs: { image: [0] }, images: ["s001"] }];
  return contextOf({
    well: "A01",
    planes: [{ path: "a.tif", site: 1 }],
    steps: [
      { name: "keep", groups, outputs: { image: { kind: "image", memoryDir: "step0_keep" } } },
      {
        name: "use",
        chain,
        inputs: { image: fromStep(0) },
        groups,
        outputs: { image: { kind: "image", store: stored() } },
      },
    ],
  });
}

test("a function that writes into its input changes no stored array (landmine 26)", async () => {
  const reads = (name: string, call: string, directory: string) => ({
    name,
    chain: [call],
    inputs: { image: fromStep(0) },
    groups: [{ key: "s001", coordinates: { site: 1 }, inputs: { image: [0] }, images: ["s001"] }],
    outputs: { image: { kind: "image", store: stored({ directory }) } },
  });
  const context = contextOf({
    well: "A01",
    planes: [{ path: "a.tif", site: 1 }],
    steps: [
      {
        name: "source",
        groups: [{ key: "s001", coordinates: { site: 1 }, inputs: { image: [0] }, images: ["s001"] }],
        outputs: { image: { kind: "image", memoryDir: "step0_source" } },
      },
      reads("scribble", "scribble", "first"),
      reads("after", "copy", "second"),
    ],
  });
  expect((await runAlone(folders, context)).result.error).toBeNull();
  const original = [
    [1, 3],
    [5, 65535],
  ];
  expect(await folders.image("first/A01_s001.tif")).toEqual(original);
  expect(await folders.image("second/A01_s001.tif")).toEqual(original);
});

test("outputs are matched by name whatever the declaration order (landmine 6)", async () => {
  const outputs = { zeta: "table:totals", mask: "labels:mask", alpha: "json:facts" };
  const context = oneStep([{ call: "measure", outputs }], {
    "json:facts": { kind: "json", store: storedValue("facts", ".json") },
    "labels:mask": { kind: "labels", store: stored({ directory: "masks", dtype: "uint32", listed: false }) },
    "table:totals": { kind: "table", store: storedValue("totals", ".csv") },
  });
  const { result, events } = await runAlone(folders, context);
  expect(result.error).toBeNull();
  expect(await folders.json("images_results/A01_facts.json")).toEqual({ total: 65544 });
  expect((await folders.table("images_results/A01_totals.csv")).rows).toEqual([["P", "A01", 1, 1, 65544]]);
  expect(await folders.image("masks/A01_s001_w1.tif")).toEqual([
    [1, 1],
    [1, 1],
  ]);
  expect(events).toContainEqual({
    type: "quality",
    well: "A01",
    step: { index: 0, name: "only" },
    name: "measure",
    value: { total: 65544 },
  });
});

test("an injected write failure makes the well an error; no stale image stands in for a result (landmine 5)", async () => {
  await mkdir(folders.output, { recursive: true });
  await writeFile(join(folders.output, "images"), "a file where the directory should be");
  const { result } = await runAlone(folders, oneStep(["copy"]));
  expect(result).toMatchObject({
    status: "error",
    error: { code: "PATH_KIND_MISMATCH", file: STORED, step: { index: 0, name: "only" } },
    outputs: [],
  });
  expect(await folders.json(".ohcs/wells/A01.json")).toMatchObject({
    result: { status: "error" },
    fragment: { subdirectories: {} },
  });
});

test("a record that cannot be written makes a success an error with all it did, and leaves a failure what it was", async () => {
  await mkdir(folders.output, { recursive: true });
  await writeFile(join(folders.output, ".ohcs"), "a file where the directory should be");
  const { result: done } = await runAlone(folders, oneStep(["copy"]));
  expect(done).toMatchObject({ status: "error", error: { code: "PATH_KIND_MISMATCH", step: null } });
  expect(done.outputs.map(({ path }) => path)).toEqual([STORED]);
  expect(done.steps.map(({ name }) => name)).toEqual(["only"]);
  const { result: failed } = await runAlone(folders, oneStep(["throws"]));
  expect(failed.error).toMatchObject({ code: "FUNCTION_FAILED", step: { name: "only" }, function: "throws" });
});

test("storage that cannot be closed is a line in the log, not the end of a well whose record says success", async () => {
  class Stubborn extends MemoryBackend {
    override async close() {
      await super.close();
      throw new Error("will not close");
    }
  }
  const memoryBackend = defineBackend({ name: "memory", version: "1.0.0", create: () => new Stubborn() });
  const buffers = new BufferPool();
  const endWell = vi.spyOn(buffers, "endWell");
  const standIns = { "@ohcs/filemanager/memory": { memoryBackend } };
  const { result, events } = await runAlone(folders, afterMemory(["copy"]), { buffers, standIns });
  expect(result).toMatchObject({ status: "success", error: null });
  const text = "Cannot close storage: will not close";
  expect(events.at(-1)).toEqual({ type: "log", well: "A01", level: "warn", text });
  expect(endWell).toHaveBeenCalledOnce();
});

test("an unreadable image keeps its own code and is named", async () => {
  await truncate(join(folders.source, "a.tif"), 10);
  const { result } = await runAlone(folders, oneStep(["copy"]));
  expect(result).toMatchObject({ status: "error", error: { file: "a.tif", step: { name: "only" }, function: null } });
  expect(result.error?.code).toMatch(/^IMAGE_/);
});

test("a failing function is named with its step, and the cause is kept", async () => {
  const thrown = await runAlone(folders, oneStep(["copy", "throws"]));
  expect(thrown.result.error).toMatchObject({
    code: "FUNCTION_FAILED",
    message: "Cannot run 'throws': no such thing",
    step: { index: 0, name: "only" },
    function: "throws",
    cause: { name: "TypeError", message: "no such thing" },
  });
  const rejected = await runAlone(folders, oneStep(["rejectsText"]));
  expect(rejected.result.error).toMatchObject({ code: "FUNCTION_FAILED", cause: { code: "NON_ERROR_THROWN" } });
});

test.each([
  ["wrongShape", "Cannot use the result of 'wrongShape': expected 'image' with 4 samples, got shape 1 × 1 × 1"],
  ["wrongDtype", "Cannot use the result of 'wrongDtype': expected 'image' of uint8, got float32"],
  ["wrongSize", "Cannot use the result of 'wrongSize': expected planes of 2 × 2 px, got 1 × 1 px"],
  ["noImage", "Cannot use the result of 'noImage': expected an image, got none"],
])("a result that breaks the declaration is an error: %s()", async (call, message) => {
  const { result } = await runAlone(folders, oneStep([call]));
  expect(result.error).toMatchObject({ code: "FUNCTION_RESULT_INVALID", message, function: call });
});

test("an output that a step emits and the function does not give is an error", async () => {
  const context = oneStep([{ call: "noOutput", outputs: { objects: "table:objects" } }], {
    "table:objects": { kind: "table" },
  });
  const { error } = (await runAlone(folders, context)).result;
  expect(error).toMatchObject({ code: "FUNCTION_OUTPUT_MISSING", step: { name: "only" }, function: "noOutput" });
});

test("a function of another version than the compiled one is refused", async () => {
  const { result } = await runAlone(folders, oneStep([{ call: "copy", version: "2.0.0" }]));
  expect(result.error).toMatchObject({ code: "FUNCTION_VERSION_MISMATCH", step: { name: "only" } });
});

test("interleaved wells in one process never see or lose each other's virtual files (landmine 2)", async () => {
  const wells = ["A01", "A02", "B01", "B02"];
  for (const [i, well] of wells.entries()) await writeWell(folders, well, i + 1);
  const runs = await Promise.all(wells.map((well) => runAlone(folders, projectionOf(well))));
  expect(runs.map(({ result }) => result.error)).toEqual([null, null, null, null]);
  for (const [i, well] of wells.entries())
    expect(await folders.image(`images/${well}_s001_w1_t001.tif`)).toEqual([
      [i + 1, 0],
      [0, 2 * (i + 1)],
    ]);
});

test("sums over wells equal the ground truth, 0 included (landmine 7)", async () => {
  for (const [well, value] of [
    ["A01", 0],
    ["A02", 7],
  ] as const)
    await writeWell(folders, well, value);
  await Promise.all(["A01", "A02"].map((well) => runAlone(folders, projectionOf(well))));
  expect(await folders.table("images_results/A01_objects.csv")).toMatchObject({ rows: [] });
  const { columns, rows } = await folders.table("images_results/A02_objects.csv");
  const value = columns.indexOf("Value");
  expect(rows.map((row) => row[value])).toEqual([7, 14]);
});

test("a missing image is a plane of zeros", async () => {
  const context = contextOf({
    well: "A01",
    planes: [{ path: "a.tif", site: 1, zIndex: 1 }],
    layout: [
      { site: 1, zIndex: 1 },
      { site: 1, zIndex: 2 },
    ],
    steps: [
      {
        name: "only",
        chain: ["maxProjection"],
        groups: [{ key: "s001", coordinates: { site: 1 }, inputs: { image: [null, 0, 1] }, images: ["s001"] }],
        outputs: { image: { kind: "image", store: stored() } },
      },
    ],
  });
  expect((await runAlone(folders, context)).result.error).toBeNull();
  expect(await folders.image("images/A01_s001.tif")).toEqual([
    [1, 3],
    [5, 65535],
  ]);
});

test("labels reach later steps as uint32, and tables and JSON by name and group", async () => {
  const context = contextOf({
    well: "A01",
    planes: [1, 2].map((site) => ({ path: "a.tif", site })),
    steps: [
      {
        name: "segment",
        chain: [{ call: "measure", outputs: { mask: "labels:mask", alpha: "json:facts" } }],
        groups: [1, 2].map((site, i) => ({ key: `s00${site}`, coordinates: { site }, inputs: { image: [i] } })),
        outputs: {
          "labels:mask": { kind: "labels", memoryDir: "step0_segment/labels_mask" },
          "json:facts": { kind: "json", store: storedValue("facts", ".json") },
        },
      },
      {
        name: "sum",
        chain: [{ call: "sumLabels", inputs: ["labels"], outputs: { sums: "table:sums" } }],
        inputs: { labels: fromStep(0, "labels:mask") },
        groups: [1, 2].map((site, i) => ({ key: `s00${site}`, coordinates: { site }, inputs: { labels: [i] } })),
        outputs: { "table:sums": { kind: "table", store: storedValue("sums", ".csv") } },
      },
    ],
  });
  const { result } = await runAlone(folders, context);
  expect(result.error).toBeNull();
  expect((await folders.table("images_results/A01_sums.csv")).rows).toEqual([
    ["P", "A01", 1, 4, "uint32"],
    ["P", "A01", 2, 4, "uint32"],
  ]);
  expect(await folders.json("images_results/A01_facts.json")).toEqual({
    s001: { total: 65544 },
    s002: { total: 65544 },
  });
});

test("a stack has an axis, and each plane its coordinates and stage position", async () => {
  const context = contextOf({
    well: "A01",
    planes: [1, 2].map((site) => ({ path: "a.tif", site, channel: "1" })),
    steps: [
      {
        name: "describe",
        chain: [{ call: "describeImage", outputs: { facts: "json:facts" } }],
        variableComponents: ["site"],
        groups: [{ key: "w1", coordinates: { channel: "1" }, inputs: { image: [0, 1] } }],
        outputs: { "json:facts": { kind: "json", store: storedValue("facts", ".json") } },
      },
    ],
  });
  expect((await runAlone(folders, context)).result.error).toBeNull();
  expect(await folders.json("images_results/A01_facts.json")).toMatchObject({
    shape: [2, 2, 2],
    axis: "site",
    kind: "intensity",
    planes: [
      { site: 1, channel: "1" },
      { site: 2, channel: "1" },
    ],
    positions: [
      { xUm: 10, yUm: 0 },
      { xUm: 20, yUm: 0 },
    ],
    calibration: { pixelSizeUm: 0.5 },
    key: { channel: "1" },
    grid: { rows: 1, columns: 2 },
  });
});

test("planes of unequal size are not stacked", async () => {
  await folders.writeSource("b.tif", [[1]]);
  const context = contextOf({
    well: "A01",
    planes: [
      { path: "a.tif", zIndex: 1 },
      { path: "b.tif", zIndex: 2 },
    ],
    steps: [
      {
        name: "only",
        chain: ["maxProjection"],
        groups: [{ key: "", inputs: { image: [0, 1] }, images: [""] }],
        outputs: {},
      },
    ],
  });
  expect((await runAlone(folders, context)).result.error).toMatchObject({
    code: "STACK_SHAPE_MISMATCH",
    message: "Cannot stack 'b.tif': expected 2 × 2 px, got 1 × 1 px",
  });
});

test("a cancelled well stops before its next group and says so", async () => {
  const controller = new AbortController();
  controller.abort();
  const { result } = await runAlone(folders, oneStep(["copy"]), { signal: controller.signal });
  expect(result).toMatchObject({ status: "cancelled", error: { code: "WELL_CANCELLED" } });
});

test("a cancellation is noticed between the calls of a step that only computes, and nothing is called after it", async () => {
  const controller = new AbortController();
  let calls = 0;
  const computes = defineFunction({
    name: "computes",
    version: "1.0.0",
    summary: "For tests",
    params: NO_PARAMETERS,
    exact: true,
    run: ({ image }) => {
      if (calls++ === 0) setTimeout(() => controller.abort());
      const began = performance.now();
      while (performance.now() - began < 25);
      return { image: image as ImageStack };
    },
  });
  const chain = Array.from({ length: 12 }, () => "computes");
  const standIns = { [MODULES.functions]: { computes } };
  const { result } = await runAlone(folders, oneStep(chain), { signal: controller.signal, standIns });
  expect(result.error).toMatchObject({ code: "WELL_CANCELLED", step: { name: "only" } });
  // Two turns at most: one may fall between the phases in which timers and messages are processed.
  expect(calls).toBeLessThanOrEqual(3);
});

test("what a cancelled well stumbles over is the cause of its cancellation, with its place", async () => {
  const controller = new AbortController();
  const stops = defineFunction({
    name: "stops",
    version: "1.0.0",
    summary: "For tests",
    params: NO_PARAMETERS,
    run: () => {
      controller.abort();
      throw new RangeError("interrupted");
    },
  });
  const standIns = { [MODULES.functions]: { stops } };
  const { result } = await runAlone(folders, oneStep(["stops"]), { signal: controller.signal, standIns });
  expect(result.status).toBe("cancelled");
  const cause = { code: "FUNCTION_FAILED", cause: { message: "interrupted" } };
  expect(result.error).toMatchObject({ code: "WELL_CANCELLED", step: { name: "only" }, function: "stops", cause });
});

test("a well that was given up leaves no record; one that was cancelled says so in its own", async () => {
  const ended = async (reason?: string) => {
    const controller = new AbortController();
    controller.abort(reason);
    await runAlone(folders, oneStep(["copy"]), { signal: controller.signal });
    return Object.keys(await folders.tree(true).catch(() => ({})));
  };
  expect(await ended(GIVEN_UP)).toEqual([]);
  expect(await ended()).toEqual([".ohcs/wells/A01.json"]);
});

test("a well that is cancelled while its record is about to appear does not commit success", async () => {
  const controller = new AbortController();
  const cancelling = defineBackend<DiskOptions>({
    name: "disk",
    version: "1.0.0",
    create: async (options) => {
      const disk = await diskBackend.create(options);
      const save = disk.saveJson.bind(disk);
      const saveJson: typeof save = (...given) => {
        controller.abort();
        return save(...given);
      };
      return Object.assign(disk, { saveJson });
    },
  });
  const standIns = { [MODULES.disk]: { diskBackend: cancelling } };
  const { result } = await runAlone(folders, oneStep(["copy"]), { signal: controller.signal, standIns });
  expect(result).toMatchObject({ status: "cancelled", error: { code: "WELL_CANCELLED" } });
  expect(await folders.text(".ohcs/wells/A01.json").catch(() => "")).not.toContain('"success"');
});

test("a context without the backends it needs is an error of its well", async () => {
  const { result } = await runAlone(folders, contextOf({ well: "A01", steps: [], backends: {} }));
  expect(result).toMatchObject({ status: "error", error: { code: "BACKEND_UNKNOWN" } });
});

test.each([
  ["success", ["copy"]],
  ["error", ["throws"]],
  ["cancelled", ["slow"]],
] as const)(
  "storage is empty and closed, and no temporary file is left, after %s (landmine 3)",
  async (status, chain) => {
    const opened: MemoryBackend[] = [];
    const closed: string[] = [];
    const controller = new AbortController();
    class Watched extends MemoryBackend {
      override async close() {
        await super.close();
        closed.push("memory");
      }
    }
    const memoryBackend = defineBackend({
      name: "memory",
      version: "1.0.0",
      create: () => {
        const made = new Watched();
        opened.push(made);
        // Not before there is storage, however late a busy machine comes to it.
        if (status === "cancelled") setTimeout(() => controller.abort(), 50);
        return made;
      },
    });
    const context = afterMemory(chain);
    const { result } = await runAlone(folders, context, {
      signal: controller.signal,
      standIns: { "@ohcs/filemanager/memory": { memoryBackend } },
    });
    expect(result.status).toBe(status);
    expect(opened.map(({ usage }) => usage.bytes)).toEqual(closed.map(() => 0));
    expect(opened).toHaveLength(1);
    expect(Object.keys(await folders.tree(true)).filter((path) => path.includes("ohcs-tmp"))).toEqual([]);
  },
);

test("the record names every output with its size and hash, the timings and the log", async () => {
  await writeWell(folders, "A01", 3);
  const { result } = await runAlone(folders, projectionOf("A01"));
  const record = await folders.json(".ohcs/wells/A01.json");
  expect(record).toMatchObject({ specVersion: 1, wellId: "A01", result: JSON.parse(JSON.stringify(result)) });
  const tree = await folders.tree();
  expect(Object.fromEntries(result.outputs.map(({ path, sha256 }) => [path, sha256]))).toEqual(tree);
  expect(result.steps.map(({ name, readBytes, writtenBytes }) => [name, readBytes > 0, writtenBytes > 0])).toEqual([
    ["project", true, true],
    ["count", false, true],
  ]);
  expect(result.peakBytes).toBeGreaterThan(0);
});
