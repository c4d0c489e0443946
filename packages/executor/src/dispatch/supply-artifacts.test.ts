import { cp, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { CompiledPlate } from "@ohcs/context";
import type { ExecuteOptions, RunRecord } from "@ohcs/executor";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makePlateFolders, type PlateFolders } from "../../test/plate-folders.ts";
import { runPlate } from "../../test/plate-runs.ts";
import { writeWell } from "../../test/projection.ts";
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
