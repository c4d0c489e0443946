import { cp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CompiledPlate, OhcsError } from "@ohcs/context";
import type { ExecuteOptions } from "@ohcs/executor";
import {
  describeRun,
  explainWell,
  type RunRecord,
  readPlateOutputs,
  readStoredPlan,
  readStoredRun,
} from "@ohcs/records";
import { nodeRunHost } from "@ohcs/records/host";
import { plateOf } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PlateFolders } from "../../test/plate-folders.ts";
import { runPlate } from "../../test/plate-runs.ts";
import { projectionOf, writeWell } from "../../test/projection.ts";
import { threePhases } from "../../test/three-phases.ts";
import { makeWellFolders } from "../../test/well-folders.ts";
import { inlineRunner } from "../inline/inline-runner.ts";

const WELLS = ["A01", "A02"];
const runner = inlineRunner({ importModule: (url) => import(url) });

let folders: PlateFolders;
beforeEach(async () => {
  folders = await makeWellFolders(WELLS);
});
afterEach(() => folders.remove());

/** Another output plate beside that of `folders`. */
const beside = () => join(folders.output, "..", "beside");

/** A run into the output plate beside, with the artifacts of the first. */
const runBeside = async (
  plate: CompiledPlate,
  options: Partial<ExecuteOptions> = { artifactsFrom: folders.output },
) => {
  const startup = { ...folders.startup, roots: { ...folders.startup.roots, output: beside() } };
  return (await runPlate(folders, plate, runner, { startup, ...options })).result;
};

/** Makes the record of the run in `folders` say something else. */
async function rewriteRecord(change: (record: RunRecord) => object): Promise<void> {
  const record = (await folders.json(".ohcs/run.json")) as unknown as RunRecord;
  await writeFile(join(folders.output, ".ohcs/run.json"), JSON.stringify(change(record)));
}

const reader = () => nodeRunHost().readOutput(folders.output);
const verdict = async () => (await explainWell(reader(), await readStoredPlan(reader()), "A01"))?.verdict;

/** What a run says of itself while it goes on, and after it was killed. */
const unended = ({ phases: _, wells: __, ...record }: RunRecord) => ({ ...record, status: "running" });

test("a run's record cannot say where the artifacts taken from it are written", async () => {
  const first = (await runPlate(folders, threePhases(WELLS), runner)).result;
  const [artifact] = first.phases[1]?.artifacts ?? [];
  const outside = "../outside.json";
  await cp(join(folders.output, artifact?.path ?? ""), join(folders.output, outside));
  await rewriteRecord(({ phases, ...record }) => ({
    ...record,
    phases: phases?.map((phase) => ({
      ...phase,
      artifacts: phase.artifacts.map((one) => ({ ...one, path: outside })),
    })),
  }));
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

test("a run that goes on, or was killed behind its reductions, gives the artifacts that they made", async () => {
  const first = (await runPlate(folders, threePhases(WELLS), runner)).result;
  await rewriteRecord(unended);
  expect(await verdict()).toBe("upToDate");
  const second = await runBeside(threePhases(WELLS));
  expect(second.status).toBe("complete");
  expect(second.phases[1]).toMatchObject({ status: "skipped", artifacts: first.phases[1]?.artifacts });
});

test("a run that was cancelled before its reductions gives what an earlier one made", async () => {
  await runPlate(folders, threePhases(WELLS), runner);
  await runPlate(folders, threePhases(WELLS), runner, { resume: true, signal: AbortSignal.abort() });
  expect(await verdict()).toBe("upToDate");
  expect((await runBeside(threePhases(WELLS))).phases[1]).toMatchObject({ status: "skipped" });
});

test("a run that was killed gives what it had taken over from another one", async () => {
  const first = (await runPlate(folders, threePhases(WELLS), runner)).result;
  await runBeside(threePhases(WELLS));
  const host = nodeRunHost().readOutput(beside());
  const record = JSON.parse((await host.readText(".ohcs/run.json")) ?? "") as RunRecord;
  await writeFile(join(beside(), ".ohcs/run.json"), JSON.stringify(unended(record)));
  await rm(join(beside(), ".ohcs/reductions"), { recursive: true, force: true });
  const third = await runPlate(folders, threePhases(WELLS), runner, { artifactsFrom: beside() });
  expect(third.result.phases[1]).toMatchObject({ status: "skipped", artifacts: first.phases[1]?.artifacts });
});

test("a run that has none of the artifacts that are wanted is refused: those of a reduction that failed are none", async () => {
  await runPlate(folders, threePhases(WELLS), runner);
  await rewriteRecord(({ phases, ...record }) => ({
    ...record,
    phases: phases?.map((phase) => ({ ...phase, status: "failed", artifacts: [] })),
  }));
  expect(await verdict()).toBe("changed");
  await expect(runBeside(threePhases(WELLS))).rejects.toMatchObject({
    code: "ARTIFACTS_NOT_FOUND",
    details: { artifacts: ["all"] },
  });
});

test("a well that was not selected need not have run in every stretch", async () => {
  await runPlate(folders, threePhases(WELLS), runner);
  const whole = threePhases(WELLS);
  const early = new CompiledPlate({ ...whole.toObject(), phases: whole.phases.take(1) });
  await runBeside(early, {});
  const subset = new CompiledPlate({ ...whole.toObject(), wells: whole.wells.skip(1) });
  const { status, phases } = await runBeside(subset, { resume: true, artifactsFrom: folders.output });
  expect(phases.at(-1)).toMatchObject({ name: "metadata", status: "complete" });
  expect(status).toBe("complete");
});

const artifactFiles = async () => (await readdir(join(folders.output, "artifacts/all"))).toSorted();

test("at the end of a run the artifact that it replaced is gone", async () => {
  await runPlate(folders, threePhases(WELLS), runner);
  const before = await artifactFiles();
  await writeWell(folders, "A01", 40);
  const { result } = await runPlate(folders, threePhases(WELLS), runner);
  const made = result.phases.flatMap(({ artifacts }) => artifacts.map(({ hash }) => `${hash}.json`));
  expect(made).not.toEqual(before);
  expect(await artifactFiles()).toEqual(made);
});
