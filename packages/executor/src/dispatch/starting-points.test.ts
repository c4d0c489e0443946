import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ProcessingContext, WellRecord, WellRunner } from "@ohcs/context";
import { contextOf, fromStep, plateOf, stored, storedValue } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makePlateFolders, type PlateFolders } from "../../test/plate-folders.ts";
import { runPlate } from "../../test/plate-runs.ts";
import { inlineRunner } from "../inline/inline-runner.ts";

const functionsUrl = new URL("../../test/fixtures/functions.mjs", import.meta.url).href;
const runner = inlineRunner({ importModule: (url) => import(url) });

let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders(functionsUrl);
  for (const well of ["A01", "A02"]) await folders.writeSource(`${well}.tif`, [[1, 2]]);
  await writeFile(stuck(), "");
});
afterEach(() => folders.remove());

const stuck = () => join(folders.source, "stuck");

/** Two images that are doubled and stored, then copied: in two passes where `passes`. A02 fails at the second step while `stuck` is there. */
function wellOf(well: string, passes = false, memory = "cpu"): ProcessingContext {
  const groups = [0, 1].map((index) => {
    const coordinates = { site: index + 1, channel: "1" };
    const key = `s00${index + 1}_w1`;
    return { key, coordinates, inputs: { image: [index] }, images: [key], pass: passes ? index : 0 };
  });
  const last = well === "A02" ? { call: "failsWhile", with: { file: stuck() } } : "copy";
  const checkpoint = {
    kind: "image",
    memoryDir: "step0_double",
    store: stored({ directory: "checkpoints_step0", dtype: null }),
  };
  return contextOf({
    well,
    planes: groups.map(({ coordinates }) => ({ path: `${well}.tif`, ...coordinates })),
    steps: [
      { name: "double", chain: [{ call: "double", memory }], groups, outputs: { image: checkpoint } },
      {
        name: "use",
        chain: [last],
        inputs: { image: fromStep(0) },
        groups,
        outputs: { image: { kind: "image", store: stored() } },
      },
    ],
  });
}

const plate = (passes = false) => plateOf(["A01", "A02"].map((well) => wellOf(well, passes)));
const onGpu = () => plateOf(["A01", "A02"].map((well) => wellOf(well, false, "webgpu")));
const run = async (options = {}, compiled = plate(), by: WellRunner = runner) =>
  (await runPlate(folders, compiled, by, options)).result;
const record = async (well: string): Promise<WellRecord> => JSON.parse(await folders.text(`.ohcs/wells/${well}.json`));

test("a well that failed begins at the step at which it failed, also when it fails there twice", async () => {
  expect((await run()).wells.A02).toMatchObject({ status: "error", error: { step: { name: "use" } } });
  expect((await run({ fromStep: "use" })).wells.A02?.error?.code).toBe("FUNCTION_FAILED");
  await rm(stuck());
  const { status, wells } = await run({ fromStep: "use" });
  expect(status).toBe("complete");
  expect(wells.A02?.steps.map(({ name }) => name)).toEqual(["use"]);
  const tree = await folders.tree();
  await rm(folders.output, { recursive: true });
  await run();
  expect(await folders.tree()).toEqual(tree);
});

test("a worker that ends takes nothing of what a well began with along", async () => {
  await rm(stuck());
  await run();
  const lost: WellRunner = {
    ...runner,
    start: async (options) => {
      const session = await runner.start(options);
      return { width: session.width, run: () => Promise.reject(new Error("gone")), close: () => session.close() };
    },
  };
  const before = await record("A01");
  expect((await run({ fromStep: "use" }, plate(), lost)).status).toBe("failed");
  expect((await record("A01")).stored).toEqual(before.stored?.filter(({ step }) => step === "double"));
  expect((await run({ fromStep: "use" })).status).toBe("complete");
});

test("a well that failed before the step, or in one of several passes, does not begin there", async () => {
  await run({}, plate(true));
  await expect(run({ fromStep: "use" }, plate(true))).rejects.toMatchObject({
    code: "FROM_STEP_NO_RESULT",
    details: { wells: ["A02"] },
  });
  await rm(folders.output, { recursive: true });
  await rm(join(folders.source, "A01.tif"));
  await run();
  await expect(run({ fromStep: "use" })).rejects.toMatchObject({
    message: "Cannot begin at step 'use' in A01: expected results of the steps before it, got 'FILE_NOT_FOUND'",
  });
});

test("wells that go through their steps in passes take each pass from its files", async () => {
  await rm(stuck());
  await run({}, plate(true));
  const tree = await folders.tree();
  expect((await run({ fromStep: "use" }, plate(true))).status).toBe("complete");
  expect(await folders.tree()).toEqual(tree);
});

test("a call before the step that would compute somewhere else is a change", async () => {
  await rm(stuck());
  await run();
  await expect(run({ fromStep: "use" }, onGpu())).rejects.toMatchObject({
    code: "FROM_STEP_CHANGED",
    details: { changes: [{ what: "setting", where: "step 'double' double memory", before: "cpu", after: "webgpu" }] },
  });
});

test("a step is given what it would be given by the steps before: samples, coordinates, stage positions, pixel size", async () => {
  const sites = [1, 2].map((site) => ({ site, channel: "1" }));
  const groups = sites.map((coordinates, index) => {
    const key = `s00${coordinates.site}_w1`;
    return { key, coordinates, inputs: { image: [index] }, images: [key] };
  });
  const well = contextOf({
    well: "A01",
    planes: sites.map((coordinates) => ({ path: "A01.tif", ...coordinates })),
    steps: [
      {
        name: "double",
        chain: ["double"],
        groups,
        outputs: { image: { kind: "image", memoryDir: "step0_double", store: stored({ dtype: null }) } },
      },
      {
        name: "describe",
        chain: [{ call: "describeImage", outputs: { facts: "json:facts" } }],
        variableComponents: ["site"],
        inputs: { image: fromStep(0) },
        groups: [{ key: "w1", coordinates: { channel: "1" }, inputs: { image: [0, 1] } }],
        outputs: { "json:facts": { kind: "json", store: storedValue("facts", ".json") } },
      },
    ],
  });
  await run({}, plateOf([well]));
  const facts = await folders.json("images_results/A01_facts.json");
  expect(facts).toMatchObject({
    axis: "site",
    positions: [{ xUm: 10 }, { xUm: 20 }],
    calibration: { pixelSizeUm: 0.5 },
  });
  await rm(join(folders.output, "images_results/A01_facts.json"));
  expect((await run({ fromStep: "describe" }, plateOf([well]))).status).toBe("complete");
  expect(await folders.json("images_results/A01_facts.json")).toEqual(facts);
});
