import { rm } from "node:fs/promises";
import { join } from "node:path";
import { catalogueOf, type PlateResult, step } from "@ohcs/context";
import { inlineRunner } from "@ohcs/executor/inline";
import * as functions from "@ohcs/functions";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MODULES, makeSamplePlate, type SamplePlate } from "../../test/folders.ts";
import { labelStack, STACK_MODULE } from "../../test/stack-functions.ts";

const runner = inlineRunner({ importModule: (url) => import(url) });
const catalogue = catalogueOf({ "@ohcs/functions": { ...functions }, [STACK_MODULE]: { labelStack } });
const modules = { ...MODULES, [STACK_MODULE]: import.meta.resolve("../../test/stack-functions.ts") };
const onMissing = "fill";
const smooth = step("smooth", { func: functions.gaussianBlur(), onMissing });
const segment = step("segment", {
  func: labelStack(),
  inputs: { image: "pipelineStart" },
  materialize: true,
  onMissing,
});

let plate: SamplePlate;
beforeEach(async () => {
  plate = await makeSamplePlate({ sites: 1, z: 4, tile: 32, channels: 1, wells: 2, radius: [5, 7] });
  await take(2, 3);
});
afterEach(() => plate.remove());

/** Takes the images at these z of the well A02 away. */
async function take(...zIndexes: readonly number[]): Promise<void> {
  const { images } = await plate.orchestrator().initialize();
  for (const { well, zIndex, path } of images)
    if (well === "A02" && zIndexes.includes(zIndex)) await rm(join(plate.plateRoot, path));
}

async function run(resume = false): Promise<PlateResult> {
  const orchestrator = plate.orchestrator({ catalogue, modules });
  await orchestrator.initialize();
  await orchestrator.compilePipelines({ name: "p", steps: [smooth, segment] });
  return orchestrator.executeCompiledPlate({ runner, resume }).result;
}

const outputsOf = ({ wells }: PlateResult) =>
  Object.values(wells).map(({ outputs }) => outputs.map(({ path }) => path));

test("planes that are missing and filled are labelled under names of their own, like those of whole wells", async () => {
  const { wells, ...result } = await run();
  expect(Object.values(wells).map(({ error }) => error)).toEqual([null, null]);
  const [whole = [], filled = []] = outputsOf({ ...result, wells });
  expect(whole.filter((path) => path.includes("_z003_"))).toHaveLength(2);
  expect(filled).toEqual(whole.map((path) => path.replaceAll("A01", "A02")));
});

test("what was filled is done: resuming leaves it alone until other planes are missing", async () => {
  const statuses = async () => Object.values((await run(true)).wells).map(({ status }) => status);
  expect(await statuses()).toEqual(["success", "success"]);
  expect(await statuses()).toEqual(["skipped", "skipped"]);
  await take(4);
  expect(await statuses()).toEqual(["skipped", "success"]);
});
