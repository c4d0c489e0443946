import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { step } from "@ohcs/context";
import { inlineRunner } from "@ohcs/executor/inline";
import { maxProjection } from "@ohcs/functions";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeSamplePlate, type SamplePlate } from "../../test/folders.ts";
import { earlierRun } from "./host-facts.ts";

let plate: SamplePlate;
beforeEach(async () => {
  plate = await makeSamplePlate({ sites: 1, z: 2, tile: 32, channels: 1, wells: 2, radius: [5, 7] });
});
afterEach(() => plate.remove());

test("earlierRun() reads what a run is of from the beginning of its record, whatever follows", async () => {
  const orchestrator = plate.orchestrator();
  await orchestrator.initialize();
  await orchestrator.compilePipelines({ name: "project", steps: [step("project", { func: maxProjection() })] });
  const runner = inlineRunner({ importModule: (url) => import(url) });
  await orchestrator.executeCompiledPlate({ runner }).result;
  const root = join(plate.folder, "tiny_openhcs");
  const file = join(root, ".ohcs", "run.json");
  const record = await readFile(file, "utf8");
  expect(await earlierRun(root)).toEqual({ plateId: "tiny", pipelineName: "project" });
  await writeFile(file, record.slice(0, record.indexOf('"wells"')));
  expect(await earlierRun(root)).toEqual({ plateId: "tiny", pipelineName: "project" });
  await writeFile(file, JSON.stringify(JSON.parse(record)));
  expect(await earlierRun(root)).toEqual({ plateId: "tiny", pipelineName: "project" });
});
