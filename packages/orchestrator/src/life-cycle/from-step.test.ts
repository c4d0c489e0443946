import { appendFile, cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PipelineSpec, PlateResult, StepSpec, WellRecord } from "@ohcs/context";
import { inlineRunner } from "@ohcs/executor/inline";
import { type RunSettings, readSavedPlan, resumeRun, runPlan, savePlan } from "@ohcs/orchestrator";
import { nodePlateHost } from "@ohcs/orchestrator/host";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Changes, checkpointed } from "../../test/checkpointed.ts";
import { MODULES, makeSamplePlate, type SamplePlate } from "../../test/folders.ts";
import { plateWide } from "../../test/phase-pipelines.ts";
import { sealed } from "../../test/sealed.ts";
import { treeOf } from "../../test/tree-of.ts";

const runner = inlineRunner({ importModule: (url) => import(url) });
const OPTIONS = { sites: 2, z: 2, tile: 48, channels: 2, wells: 2, radius: [5, 7] } as const;

/** One plate for all tests, and what a run of the usual pipeline leaves, made once: most tests begin with it. */
let plate: SamplePlate;
const template = () => join(plate.folder, "template");
const begun = () => cp(template(), output(), { recursive: true, preserveTimestamps: true });
beforeAll(async () => {
  plate = await makeSamplePlate(OPTIONS);
  await run({}, {}, template());
});
afterEach(() => rm(output(), { recursive: true, force: true }));
afterAll(() => plate.remove());

/** The tree of an uninterrupted run, by its changes; the same for every test. */
const wholeTrees = new Map<string, Readonly<Record<string, string>>>();
async function wholeTree(changes: Changes) {
  const name = JSON.stringify(changes);
  const known = wholeTrees.get(name);
  if (known !== undefined) return known;
  const folder = join(plate.folder, `whole${wholeTrees.size}`);
  await run({}, changes, folder);
  const made = await tree(folder);
  wholeTrees.set(name, made);
  return made;
}

const output = (...path: readonly string[]) => join(plate.folder, "tiny_openhcs", ...path);

async function run(
  settings: Partial<RunSettings> = {},
  changes: Changes = {},
  outputRoot = output(),
): Promise<PlateResult> {
  const orchestrator = plate.orchestrator({ outputRoot });
  await orchestrator.initialize();
  const { diagnostics } = await orchestrator.compilePipelines(checkpointed(changes));
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return orchestrator.executeCompiledPlate({ runner, ...settings }).result;
}

const tree = async (root = output()) => {
  return Object.fromEntries(Object.entries(await treeOf(root)).filter(([path]) => !path.startsWith(".ohcs")));
};
const stepsRun = ({ wells }: PlateResult) => Object.values(wells).map(({ steps }) => steps.map(({ name }) => name));
const record = async (well: string): Promise<WellRecord> =>
  JSON.parse(await readFile(output(`.ohcs/wells/${well}.json`), "utf8"));
const refusal = (fromStep: string, changes: Changes = {}, settings: Partial<RunSettings> = {}) =>
  run({ ...settings, fromStep }, changes).then(
    () => null,
    (error: unknown) => error,
  );

/** By name and number, with and without changes, of images, tables and mosaics; all at depth. */
const BEGINNINGS =
  process.env.OHCS_TEST_DEPTH === undefined ? ["4", "own"] : ["segment", "4", "stitch", "measure", "own", "mosaic"];

test.each(BEGINNINGS)(
  "from step '%s' on, only what later steps make is made again, to the tree of an uninterrupted run",
  async (name) => {
    await begun();
    const names = checkpointed().steps.map((one) => one.name);
    const first = names.includes(name) ? names.indexOf(name) : Number(name) - 1;
    const changes = first === 3 ? { minContrast: 8 } : {};
    const again = await run({ fromStep: name }, changes);
    expect(again.status).toBe("complete");
    expect(stepsRun(again)).toEqual([1, 2].map(() => names.slice(first)));
    expect(await tree()).toEqual(await wholeTree(changes));
    expect((await run({ resume: true }, changes)).wells).toMatchObject({
      A01: { status: "skipped", outputs: again.wells.A01?.outputs },
    });
  },
);

test("resuming from a step leaves wells alone that are done, and begins at the step in the others", async () => {
  await begun();
  const before = await tree();
  await run({ fromStep: "measure" });
  const broken = await record("A02");
  await writeFile(output(".ohcs/wells/A02.json"), sealed({ ...broken, fingerprint: "0" }));
  expect(await refusal("measure", {}, { resume: true })).toMatchObject({ code: "FROM_STEP_NO_RESULT" });
  await writeFile(output(".ohcs/wells/A02.json"), JSON.stringify(broken));
  await rm(output("images_results/A02_nuclei.csv"));
  const result = await run({ fromStep: "measure", resume: true });
  expect(Object.values(result.wells).map(({ status }) => status)).toEqual(["skipped", "success"]);
  expect(stepsRun(result)[1]).toEqual(["measure", "own", "mosaic"]);
  expect(await tree()).toEqual(before);
});

test("what a step reads and an earlier one did not store is refused by that step's name", async () => {
  await run({}, { materialize: false });
  const before = await treeOf(output());
  expect(await refusal("places", { materialize: false })).toMatchObject({
    code: "FROM_STEP_NOT_STORED",
    message: "Cannot begin at step 'places' in A01, A02: expected the images of step 'project' stored, got none",
    details: { from: "project" },
  });
  for (const materialize of [false, true])
    expect(await refusal("segment", { materialize })).toMatchObject({ details: { from: "smooth" } });
  expect(await treeOf(output())).toEqual(before);
});

test("images that were rounded when they were stored cannot stand in for what the step computed", async () => {
  await run({}, { dtype: "uint16" });
  expect(await refusal("segment", { dtype: "uint16" })).toMatchObject({
    code: "FROM_STEP_NOT_STORED",
    details: { from: "smooth" },
    remedy: expect.stringContaining("dtype: native"),
  });
});

test("a change before the step is refused and named, a change behind it is not", async () => {
  await begun();
  const before = await treeOf(output());
  expect(await refusal("segment", { sigma: 2 })).toMatchObject({
    code: "FROM_STEP_CHANGED",
    message:
      "Cannot begin at step 'segment' in A01, A02: expected nothing changed before it since its results were made, got another parameter step 'smooth' gaussianBlur sigma",
    details: { changes: [{ what: "parameter", where: "step 'smooth' gaussianBlur sigma", before: 1, after: 2 }] },
  });
  expect(await treeOf(output())).toEqual(before);
  expect(await refusal("smooth", { sigma: 2 })).toMatchObject({ details: { from: "project" } });
  expect(await refusal("measure", { minContrast: 8 })).toMatchObject({ code: "FROM_STEP_CHANGED" });
});

test("an image of the plate that changed is refused and named", async () => {
  const others = plate;
  plate = await makeSamplePlate(OPTIONS);
  try {
    await run();
    const files = await readdir(plate.plateRoot, { recursive: true });
    const image = files.find((file) => /A02.*_w.*\.tif$/i.test(file)) ?? "";
    await appendFile(join(plate.plateRoot, image), "\0\0");
    expect(await refusal("segment")).toMatchObject({
      code: "FROM_STEP_CHANGED",
      details: { wells: ["A02"], changes: [{ what: "input", where: image }] },
    });
  } finally {
    await plate.remove();
    plate = others;
  }
});

test("a file that is gone or not as committed, and a well without a result, are refused", async () => {
  await begun();
  const [file = ""] = Object.keys(await tree()).filter((path) => path.startsWith("checkpoints_step1/A01"));
  const bytes = await readFile(output(file));
  await writeFile(output(file), bytes.toReversed());
  expect(await refusal("segment")).toMatchObject({ code: "FROM_STEP_NO_RESULT", details: { wells: ["A01"], file } });
  await writeFile(output(file), bytes);
  await rm(output(".ohcs/wells/A01.json"));
  expect(await refusal("segment")).toMatchObject({ code: "FROM_STEP_NO_RESULT", details: { wells: ["A01"] } });
});

test("a record that does not say whose rows a table holds is refused where the table is read", async () => {
  await begun();
  const { stored = [], ...old } = await record("A01");
  const unknowing = stored.map(({ tables: _, ...one }) => one);
  await writeFile(output(".ohcs/wells/A01.json"), sealed({ ...old, stored: unknowing }));
  const before = await treeOf(output());
  expect(await refusal("own")).toMatchObject({
    code: "FROM_STEP_NO_RESULT",
    message: expect.stringContaining("A01: expected results of the steps before it, got those of an earlier version"),
  });
  expect(await treeOf(output())).toEqual(before);
  expect((await run({ fromStep: "measure" })).status).toBe("complete");
});

test("a table that is not as it was committed is refused", async () => {
  await begun();
  const file = "images_results/A02_nuclei.csv";
  await appendFile(output(file), "\n");
  const before = await treeOf(output());
  expect(await refusal("own")).toMatchObject({ code: "FROM_STEP_NO_RESULT", details: { wells: ["A02"], file } });
  expect(await treeOf(output())).toEqual(before);
});

test("a record of an earlier version, which does not say what its steps stored, is refused", async () => {
  await begun();
  const { stored: _, ...old } = await record("A01");
  await writeFile(output(".ohcs/wells/A01.json"), sealed(old));
  expect(await refusal("segment")).toMatchObject({
    code: "FROM_STEP_NO_RESULT",
    message: expect.stringContaining("an earlier version of OHCS"),
  });
});

test.each(["smoth", "0", "9", "1.5", ""])("'%s' is no step", async (name) => {
  await begun();
  expect(await refusal(name)).toMatchObject({ code: "FROM_STEP_UNKNOWN", details: { fromStep: name } });
});

test("an output without a run is refused, and not even made", async () => {
  expect(await refusal("segment")).toMatchObject({ code: "RUN_NOT_FOUND" });
  expect(await readdir(plate.folder)).not.toContain("tiny_openhcs");
});

test("resumeRun() and a saved plan begin at a step, too", async () => {
  await begun();
  const before = await tree();
  const place = { modules: MODULES, host: nodePlateHost(), runner };
  await rm(output(".ohcs/wells/A02.json"));
  await expect((await resumeRun({ ...place, outputRoot: output(), fromStep: "measure" })).result).rejects.toMatchObject(
    {
      code: "FROM_STEP_NO_RESULT",
      details: { wells: ["A02"] },
    },
  );
  await rm(output(), { recursive: true });
  await begun();
  await rm(output("images_results/A02_nuclei.csv"));
  const resumed = await (await resumeRun({ ...place, outputRoot: output(), fromStep: "measure" })).result;
  expect(stepsRun(resumed)[1]).toEqual(["measure", "own", "mosaic"]);
  const planned = plate.orchestrator();
  await planned.initialize();
  await planned.compilePipelines(checkpointed());
  if (planned.state.name !== "compiled") throw new Error("not compiled");
  const saved = await readSavedPlan(savePlan(planned.state));
  const again = await (await runPlan({ ...place, saved, workers: 1, outputRoot: output(), fromStep: "stitch" })).result;
  expect(stepsRun(again)).toEqual([1, 2].map(() => ["stitch", "measure", "own", "mosaic"]));
  expect(await tree()).toEqual(before);
});

describe("a pipeline with a barrier", () => {
  const [project, ...others] = plateWide.steps;
  const pipeline: PipelineSpec = { ...plateWide, steps: [{ ...(project as StepSpec), materialize: true }, ...others] };
  const runIt = async (settings: Partial<RunSettings> = {}) => {
    const orchestrator = plate.orchestrator({ outputRoot: output() });
    await orchestrator.initialize();
    await orchestrator.compilePipelines(pipeline);
    return orchestrator.executeCompiledPlate({ runner, ...settings }).result;
  };

  test("is begun at a step before it: what lies behind follows, to the same bytes", async () => {
    await runIt();
    const before = await tree();
    const again = await runIt({ fromStep: "lit" });
    expect(again.status).toBe("complete");
    // The second stretch computes the projection again: it begins at its own first step.
    expect(stepsRun(again)[0]?.slice(0, 3)).toEqual(["lit", "project", "correct"]);
    expect(await tree()).toEqual(before);
  });

  test("is not begun at a step behind it: resuming keeps what lies before", async () => {
    await runIt();
    await expect(runIt({ fromStep: "correct" })).rejects.toMatchObject({
      code: "FROM_STEP_UNKNOWN",
      details: { steps: ["project", "lit"] },
      remedy: expect.stringContaining("Resuming"),
    });
  });
});
