import { cp, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CompiledPlate, OhcsError } from "@ohcs/context";
import { describeRun, type ExecuteOptions, type RunRecord, readPlateOutputs, readStoredRun } from "@ohcs/executor";
import { afterEach, beforeEach, expect, test } from "vitest";
import { plateOf } from "../../test/plate-fixture.ts";
import { makePlateFolders, type PlateFolders } from "../../test/plate-folders.ts";
import { runPlate } from "../../test/plate-runs.ts";
import { projectionOf, writeWell } from "../../test/projection.ts";
import { threePhases } from "../../test/three-phases.ts";
import { nodeRunHost } from "../host/node-run-host.ts";
import { inlineRunner } from "../inline/inline-runner.ts";

const functionsUrl = new URL("../../test/fixtures/functions.mjs", import.meta.url).href;
const WELLS = ["A01", "A02"];
const runner = inlineRunner({ importModule: (url) => import(url) });

let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders(functionsUrl);
  for (const [i, well] of WELLS.entries()) await writeWell(folders, well, i + 1);
});
afterEach(() => folders.remove());

/** Another output plate beside that of `folders`. */
const beside = () => join(folders.output, "..", "beside");

/** A run into the output plate beside, with the artifacts of the first. */
const runBeside = async (plate: CompiledPlate, options: Partial<ExecuteOptions> = {}) => {
  const startup = { ...folders.startup, roots: { ...folders.startup.roots, output: beside() } };
  return (await runPlate(folders, plate, runner, { startup, artifactsFrom: folders.output, ...options })).result;
};

test("a run's record cannot say where the artifacts taken from it are written", async () => {
  const first = (await runPlate(folders, threePhases(WELLS), runner)).result;
  const [artifact] = first.phases[1]?.artifacts ?? [];
  const outside = "../outside.json";
  await cp(join(folders.output, artifact?.path ?? ""), join(folders.output, outside));
  const record = (await folders.json(".ohcs/run.json")) as unknown as RunRecord;
  const phases = record.phases?.map((phase) => ({
    ...phase,
    artifacts: phase.artifacts.map((one) => ({ ...one, path: outside })),
  }));
  const host = nodeRunHost();
  const folder = await host.openOutput(folders.output);
  await folder.writeText(".ohcs/run.json", JSON.stringify({ ...record, phases }));
  await folder.release();
  const second = await runBeside(threePhases(WELLS));
  expect(second.status).toBe("complete");
  expect(second.phases[1]?.artifacts).toEqual([artifact]);
  expect(await readdir(join(beside(), "artifacts/all"))).toEqual([`${artifact?.hash}.json`]);
});

test.each<[string, Partial<ExecuteOptions>, string]>([
  ["the folder whose artifacts it is to take holds no run", { artifactsFrom: "/nowhere" }, "RUN_NOT_FOUND"],
  ["its GPUs cannot be had", { gpu: () => Promise.reject(new OhcsError("GPU_LOST", "Cannot look")) }, "GPU_LOST"],
])("where a run is refused since %s, the run before it is still what lies there", async (_, told, code) => {
  await runPlate(folders, threePhases(WELLS), runner);
  await runBeside(threePhases(WELLS));
  const reader = nodeRunHost().readOutput(beside());
  const documents = () => Promise.all([".ohcs/plan.json", ".ohcs/run.json"].map((path) => reader.readText(path)));
  const before = await documents();
  const gpu = { adapter: "board", name: "board", peakBytes: 0 };
  const onGpu = plateOf([projectionOf("A01", [{ call: "double" }], { gpu })]);
  await expect(runBeside(onGpu, told)).rejects.toMatchObject({ code });
  expect(await documents()).toEqual(before);
  expect(await describeRun(reader)).toMatchObject({ status: "complete", wells: { A02: { state: "success" } } });
});

test("a run that was killed between its plan and its record counts as interrupted, and never began", async () => {
  await runPlate(folders, threePhases(WELLS), runner);
  const earlier = await folders.text(".ohcs/run.json");
  const other = new CompiledPlate({ ...threePhases(WELLS).toObject(), fingerprint: "c".repeat(64) });
  await runPlate(folders, other, runner, { resume: true });
  const host = nodeRunHost();
  const reader = host.readOutput(folders.output);
  expect((await describeRun(reader)).status).toBe("complete");
  await writeFile(join(folders.output, ".ohcs/run.json"), earlier);
  expect(await describeRun(reader)).toMatchObject({ status: "interrupted", durationMs: null, phases: [] });
  expect(await readPlateOutputs(reader, { plate: "P", folder: "P" }, ["table:objects"])).toMatchObject({
    obstacle: "interrupted",
  });
  await expect(readStoredRun(reader)).rejects.toMatchObject({
    code: "RUN_NOT_FOUND",
    remedy: expect.stringContaining("Run the pipeline again with resume"),
  });
});
