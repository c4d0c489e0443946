import { appendFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { definePipeline, step } from "@ohcs/context";
import { inlineRunner } from "@ohcs/executor/inline";
import { maxProjection } from "@ohcs/functions";
import { type RunSettings, resumeRun } from "@ohcs/orchestrator";
import { nodePlateHost } from "@ohcs/orchestrator/host";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MODULES, makeSamplePlate, type SamplePlate } from "../../test/folders.ts";
import { treeOf } from "../../test/tree-of.ts";

const runner = inlineRunner({ importModule: (url) => import(url) });
const project = definePipeline({ name: "project", steps: [step("project", { func: maxProjection() })] });
let plate: SamplePlate;
beforeEach(async () => {
  plate = await makeSamplePlate();
});
afterEach(() => plate.remove());

const output = () => join(plate.folder, "tiny_openhcs");
const resume = () => resumeRun({ outputRoot: output(), modules: MODULES, host: nodePlateHost(), runner });

/** Compiles the folder as it is now, and runs it. */
async function run(settings: Partial<RunSettings> = {}) {
  const orchestrator = plate.orchestrator();
  await orchestrator.initialize();
  await orchestrator.compilePipelines(project, { plateMap: plate.plateMapFile });
  return orchestrator.executeCompiledPlate({ runner, ...settings }).result;
}

const tree = async () => Object.entries(await treeOf(output())).filter(([path]) => !path.startsWith(".ohcs"));

test("resumeRun() goes on from what a run left of itself, and comes to the same tree", async () => {
  await run();
  const whole = await tree();
  await rm(join(output(), ".ohcs/wells/B02.json"));
  await rm(join(output(), "images_results"), { recursive: true });
  const { status, wells, phases } = await (await resume()).result;
  expect(status).toBe("complete");
  expect(Object.values(wells).map((well) => well.status)).toEqual(["skipped", "success"]);
  expect(phases.flatMap(({ result }) => result?.status ?? [])).toContain("success");
  expect(await tree()).toEqual(whole);
});

test("an image that changed is refused by resumeRun(), and re-runs exactly its well when it is compiled again", async () => {
  await run();
  const [image = ""] = (await readdir(plate.plateRoot, { recursive: true })).filter((path) =>
    /B02.*\.tif$/i.test(path),
  );
  await appendFile(join(plate.plateRoot, image), "\0\0");
  await expect(resume()).rejects.toMatchObject({ code: "SOURCE_CHANGED", details: { count: 1 } });
  const { wells } = await run({ resume: true });
  expect(Object.values(wells).map(({ status }) => status)).toEqual(["skipped", "success"]);
});

test("a folder without a run cannot be resumed", async () => {
  await expect(resume()).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
  expect(await readdir(plate.folder)).not.toContain("tiny_openhcs");
});
