import { join } from "node:path";
import { presets } from "@ohcs/functions/presets";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EVERY_RUNNER } from "./every-runner.ts";
import { makeSamplePlate, type SamplePlate } from "./folders.ts";
import { treeOf } from "./tree-of.ts";

let plate: SamplePlate;
beforeAll(async () => {
  plate = await makeSamplePlate({ sites: 4, z: 2, tile: 96, channels: 2, wells: 4, radius: [6, 8] });
});
afterAll(() => plate.remove());

/** Two channels in place of the five of Cell Painting. */
const channelRoles = { er: "2", rna: "2", agp: "2", mito: "1" };

test.each(Object.keys(presets))(
  "preset '%s' gives the same bytes for every runner and number of workers, and leaves the source tree as it is (landmine 11)",
  async (name) => {
    const pipeline = presets[name];
    if (pipeline === undefined) throw new Error(`no preset '${name}'`);
    const source = await treeOf(plate.plateRoot, true);
    const trees: string[] = [];
    for (const [i, settings] of EVERY_RUNNER.entries()) {
      const outputRoot = join(plate.folder, `${name}-${i}`);
      const orchestrator = plate.orchestrator({ outputRoot, config: { commandLine: [{ layer: { channelRoles } }] } });
      await orchestrator.initialize();
      const { diagnostics } = await orchestrator.compilePipelines(pipeline, { plateMap: plate.plateMapFile });
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      const { status, wells } = await orchestrator.executeCompiledPlate(settings).result;
      expect(Object.values(wells).map(({ error }) => error)).toEqual(Object.values(wells).map(() => null));
      expect(status).toBe("complete");
      const tree = Object.entries(await treeOf(outputRoot)).filter(([path]) => !path.startsWith(".ohcs"));
      trees.push(JSON.stringify(tree, null, 1));
    }
    expect(trees[0]).toContain("wells.csv");
    const statistics = pipeline.steps.some((step) => step.name === "statistics");
    expect(trees[0]?.includes("assay-quality.csv")).toBe(statistics);
    for (const tree of trees) expect(tree).toBe(trees[0]);
    expect(await treeOf(plate.plateRoot, true)).toEqual(source);
  },
);
