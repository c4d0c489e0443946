import { join } from "node:path";
import { inlineRunner } from "@ohcs/executor/inline";
import { processesRunner } from "@ohcs/executor/processes";
import { threadsRunner } from "@ohcs/executor/threads";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeSamplePlate, type SamplePlate } from "./folders.ts";
import { plateWide } from "./phase-pipelines.ts";
import { treeOf } from "./tree-of.ts";

const RUNS = [
  { runner: inlineRunner(), workers: 1 },
  { runner: threadsRunner(), workers: 1 },
  { runner: threadsRunner(), workers: 3 },
  { runner: processesRunner(), workers: 2 },
];

let plate: SamplePlate;
beforeAll(async () => {
  plate = await makeSamplePlate({ sites: 2, z: 2, tile: 64, channels: 2, wells: 4, radius: [5, 7] });
});
afterAll(() => plate.remove());

test("reductions, their artifacts and all that depends on them are byte-identical for every runner and width (landmine 36)", async () => {
  const trees: string[] = [];
  for (const [i, settings] of RUNS.entries()) {
    const outputRoot = join(plate.folder, `phases-${i}`);
    const orchestrator = plate.orchestrator({ outputRoot });
    await orchestrator.initialize();
    await orchestrator.compilePipelines(plateWide, {});
    const { status, wells } = await orchestrator.executeCompiledPlate(settings).result;
    expect(Object.values(wells).map(({ error }) => error)).toEqual(Object.values(wells).map(() => null));
    expect(status).toBe("complete");
    const tree = Object.entries(await treeOf(outputRoot)).filter(([path]) => !path.startsWith(".ohcs"));
    trees.push(JSON.stringify(tree, null, 1));
  }
  expect(trees[0]).toContain("artifacts/light/");
  for (const tree of trees) expect(tree).toBe(trees[0]);
});
