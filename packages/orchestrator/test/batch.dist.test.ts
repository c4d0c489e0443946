import { join } from "node:path";
import { definePipeline, reduce, step } from "@ohcs/context";
import { countNuclei, mergeTables } from "@ohcs/functions";
import { compileBatch, runBatch } from "@ohcs/orchestrator";
import { nodePlateHost } from "@ohcs/orchestrator/host";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EVERY_RUNNER } from "./every-runner.ts";
import { MODULES, makeSamplePlates, type SamplePlates } from "./folders.ts";
import { treeOf } from "./tree-of.ts";

let plates: SamplePlates;
beforeAll(async () => {
  plates = await makeSamplePlates(["P10", "P2"], { tile: 48, radius: [5, 7] });
});
afterAll(() => plates.remove());

const screen = definePipeline({
  name: "screen",
  steps: [
    step("count", { func: countNuclei() }),
    reduce("all", { axis: "batch", from: "table:wells", func: mergeTables(), emits: { "table:all": "merged" } }),
  ],
});

test("plates and what is reduced over them are byte-identical for every runner and width, whatever the order of plates", async () => {
  const trees: string[] = [];
  const host = nodePlateHost();
  for (const [i, settings] of EVERY_RUNNER.entries()) {
    const outputFolder = join(plates.folder, `run-${i}`);
    const roots = i % 2 === 0 ? Object.values(plates.roots) : Object.values(plates.roots).toReversed();
    const orchestrators = roots.map((plateRoot) =>
      plates.orchestrator({ plateRoot, config: { commandLine: [{ layer: { outputFolder } }] } }),
    );
    for (const orchestrator of orchestrators) await orchestrator.initialize();
    const batch = await compileBatch(orchestrators, screen, host);
    const result = await runBatch({
      ...batch,
      plates: orchestrators,
      settingsOf: () => settings,
      modules: MODULES,
      host,
    });
    expect(result.batch).toMatchObject({ status: "complete", wells: { P2: { error: null }, P10: { error: null } } });
    const tree = Object.entries(await treeOf(outputFolder)).filter(([path]) => !path.includes(".ohcs"));
    trees.push(JSON.stringify(tree, null, 1));
  }
  expect(trees[0]).toContain("screen_batch_openhcs/results/all.csv");
  for (const tree of trees) expect(tree).toBe(trees[0]);
});
