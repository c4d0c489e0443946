import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { definePipeline, step } from "@ohcs/context";
import { inlineRunner } from "@ohcs/executor/inline";
import { processesRunner } from "@ohcs/executor/processes";
import { threadsRunner } from "@ohcs/executor/threads";
import { maxProjection } from "@ohcs/functions";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EVERY_RUNNER } from "./every-runner.ts";
import { makeSamplePlate, type SamplePlate } from "./folders.ts";
import { plateWide } from "./phase-pipelines.ts";
import { treeOf } from "./tree-of.ts";

let plate: SamplePlate;
beforeAll(async () => {
  plate = await makeSamplePlate({ sites: 2, z: 2, tile: 64, channels: 2, wells: 4, radius: [5, 7] });
});
afterAll(() => plate.remove());

test("reductions, their artifacts and all that depends on them are byte-identical for every runner and width (landmine 36)", async () => {
  const trees: string[] = [];
  for (const [i, settings] of EVERY_RUNNER.entries()) {
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

/** From source, `phases.test.ts` holds the inline runner to the same. */
const RUNNERS =
  process.env.OHCS_TEST_DEPTH === undefined
    ? { threads: threadsRunner }
    : { inline: inlineRunner, threads: threadsRunner, processes: processesRunner };

test.each(Object.entries(RUNNERS))(
  "%s: a failed well neither enters nor blocks a reduction (landmine 35), and one that is run again takes the same artifact (landmine 34)",
  async (name, create) => {
    const path = (await readdir(plate.plateRoot, { recursive: true })).find((file) => /A02.*\.tif$/i.test(file));
    const image = join(plate.plateRoot, path ?? "");
    const whole = await readFile(image);
    const outputRoot = join(plate.folder, `failed-${name}`);
    const run = async (resume: boolean) => {
      const orchestrator = plate.orchestrator({ outputRoot });
      await orchestrator.initialize();
      await orchestrator.compilePipelines(plateWide, {});
      return orchestrator.executeCompiledPlate({ runner: create(), workers: 2, resume }).result;
    };
    await writeFile(image, whole.subarray(0, whole.length >> 1));
    try {
      const first = await run(false);
      expect(Object.values(first.wells).map(({ status }) => status)).toEqual([
        "success",
        "error",
        "success",
        "success",
      ]);
      for (const phase of [first.phases[1], first.phases[3]])
        expect([phase?.status, phase?.contributors, phase?.excluded.map(({ well }) => well)]).toEqual([
          "complete",
          ["A01", "A03", "A04"],
          ["A02"],
        ]);
      const before = await treeOf(outputRoot);
      for (const stretch of ["", "-2", "-3"]) await rm(join(outputRoot, `.ohcs/wells/A03${stretch}.json`));
      const again = await run(true);
      expect(Object.values(again.wells).map(({ status }) => status)).toEqual([
        "skipped",
        "error",
        "success",
        "skipped",
      ]);
      expect(again.phases.map(({ artifacts }) => artifacts)).toEqual(first.phases.map(({ artifacts }) => artifacts));
      const files = (tree: typeof before) => Object.entries(tree).filter(([file]) => !file.startsWith(".ohcs"));
      expect(files(await treeOf(outputRoot))).toEqual(files(before));
    } finally {
      await writeFile(image, whole);
    }
  },
  60_000,
);

test("the metadata lists every image that was written, whatever the runner and width (landmine 8)", async () => {
  const pipeline = definePipeline({ name: "project", steps: [step("project", { func: maxProjection() })] });
  for (const [i, settings] of EVERY_RUNNER.entries()) {
    const outputRoot = join(plate.folder, `listed-${i}`);
    const orchestrator = plate.orchestrator({ outputRoot });
    await orchestrator.initialize();
    await orchestrator.compilePipelines(pipeline, {});
    expect((await orchestrator.executeCompiledPlate(settings).result).status).toBe("complete");
    const written = Object.keys(await treeOf(outputRoot)).filter((path) => path.startsWith("images/"));
    const { subdirectories } = JSON.parse(await readFile(join(outputRoot, "openhcs_metadata.json"), "utf8"));
    expect(subdirectories.images.image_files.toSorted()).toEqual(written.toSorted());
    expect(written).toHaveLength(4 * 2 * 2);
  }
});
