import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkpointed } from "./checkpointed.ts";
import { EVERY_RUNNER } from "./every-runner.ts";
import { makeSamplePlate, type SamplePlate } from "./folders.ts";
import { treeOf } from "./tree-of.ts";

let plate: SamplePlate;
beforeAll(async () => {
  plate = await makeSamplePlate({ sites: 2, z: 2, tile: 64, channels: 2, wells: 4, radius: [5, 7] });
});
afterAll(() => plate.remove());

async function run(output: string, minContrast: number, settings: (typeof EVERY_RUNNER)[number], fromStep?: string) {
  const orchestrator = plate.orchestrator({ outputRoot: join(plate.folder, output) });
  await orchestrator.initialize();
  await orchestrator.compilePipelines(checkpointed({ minContrast }));
  const begin = fromStep === undefined ? {} : { fromStep };
  const { status, wells } = await orchestrator.executeCompiledPlate({ ...settings, ...begin }).result;
  expect(status).toBe("complete");
  const tree = Object.entries(await treeOf(join(plate.folder, output)));
  const names = Object.values(wells).map(({ steps }) => steps.map(({ name }) => name));
  return { tree: Object.fromEntries(tree.filter(([path]) => !path.startsWith(".ohcs"))), names };
}

test("a run that begins at a step comes to the bytes of a whole run, with every runner and width", async () => {
  const [first] = EVERY_RUNNER;
  if (first === undefined) throw new Error("no runner");
  const whole = await run("whole", 8, first);
  for (const [i, settings] of EVERY_RUNNER.entries()) {
    await run(`begun-${i}`, 5, settings);
    const begun = await run(`begun-${i}`, 8, settings, "segment");
    expect(begun.names).toEqual([1, 2, 3, 4].map(() => ["segment", "stitch", "measure", "own", "mosaic"]));
    expect(begun.tree).toEqual(whole.tree);
    // This one reads tables of all sites; what it begins with lies in the record of a run that itself began at a step.
    const late = await run(`begun-${i}`, 8, settings, "own");
    expect(late.names).toEqual([1, 2, 3, 4].map(() => ["own", "mosaic"]));
    expect(late.tree).toEqual(whole.tree);
  }
}, 60_000);
