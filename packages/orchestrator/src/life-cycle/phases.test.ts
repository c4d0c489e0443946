import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fingerprintOf, type PipelineSpec, type PlateResult, type WellRecord } from "@ohcs/context";
import { inlineRunner } from "@ohcs/executor/inline";
import type { RunSettings } from "@ohcs/orchestrator";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeSamplePlate, type SamplePlate } from "../../test/folders.ts";
import { plateWide } from "../../test/phase-pipelines.ts";
import { treeOf } from "../../test/tree-of.ts";

const runner = inlineRunner({ importModule: (url) => import(url) });
let plate: SamplePlate;
beforeEach(async () => {
  plate = await makeSamplePlate({ sites: 2, z: 2, tile: 48, channels: 2, wells: 3, radius: [5, 7] });
});
afterEach(() => plate.remove());

const output = (...path: readonly string[]) => join(plate.folder, "tiny_openhcs", ...path);

async function run(settings: Partial<RunSettings> = {}, pipeline: PipelineSpec = plateWide): Promise<PlateResult> {
  const orchestrator = plate.orchestrator();
  await orchestrator.initialize();
  const { diagnostics } = await orchestrator.compilePipelines(pipeline, {});
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return orchestrator.executeCompiledPlate({ runner, ...settings }).result;
}

const tree = async () => Object.entries(await treeOf(output())).filter(([path]) => !path.startsWith(".ohcs"));
const statuses = ({ wells }: PlateResult) => Object.values(wells).map(({ status }) => status);
const record = async (name: string): Promise<WellRecord> => JSON.parse(await readFile(output(".ohcs", name), "utf8"));

/** A pipeline in which one image of the first well cannot be read. */
async function damage(well: string): Promise<() => Promise<void>> {
  const files = await readdir(plate.plateRoot, { recursive: true });
  const path = join(plate.plateRoot, files.find((file) => file.includes(well) && /\.tiff?$/i.test(file)) ?? "");
  const bytes = await readFile(path);
  await writeFile(path, bytes.subarray(0, bytes.length >> 1));
  return () => writeFile(path, bytes);
}

test("phases hand artifacts on; name, content hash, contributors and exclusions are recorded", async () => {
  const result = await run();
  expect(Object.values(result.wells).map(({ error }) => error)).toEqual([null, null, null]);
  expect(result.status).toBe("complete");
  expect(result.phases.map(({ name, kind, status }) => [name, kind, status])).toEqual([
    ["wells", "map", "complete"],
    ["illumination", "reduce", "complete"],
    ["wells-2", "map", "complete"],
    ["threshold", "reduce", "complete"],
    ["wells-3", "map", "complete"],
    ["tables", "reduce", "complete"],
    ["metadata", "reduce", "complete"],
  ]);
  const [light] = result.phases[1]?.artifacts ?? [];
  expect(light).toMatchObject({ name: "light", path: `artifacts/light/${light?.hash}.json` });
  const value = JSON.parse(await readFile(output(light?.path ?? ""), "utf8"));
  expect(fingerprintOf(value)).toBe(light?.hash);
  expect(Object.keys(value.channels)).toEqual(["1", "2"]);
  const [first = ""] = Object.keys(result.wells);
  expect((await record(`wells/${first}-2.json`)).artifacts).toEqual([{ name: "light", hash: light?.hash }]);
  expect((await record(`wells/${first}.json`)).artifacts).toBe(undefined);
  const stored = JSON.parse(await readFile(output(".ohcs/run.json"), "utf8")) as PlateResult;
  expect(stored.phases[1]).toMatchObject({ contributors: Object.keys(result.wells), excluded: [], artifacts: [light] });
  const files = Object.fromEntries(await tree());
  expect(Object.keys(files).filter((path) => path.startsWith("images/"))).toHaveLength(3 * 2 * 2);
});

test("a failed well neither enters nor blocks a reduction, and is named in it (landmine 35)", async () => {
  const repair = await damage("A02");
  const result = await run();
  expect(result.status).toBe("partial");
  const [bad] = Object.values(result.wells).filter(({ status }) => status === "error");
  expect(bad?.wellId).toBe("A02");
  for (const at of [1, 3]) {
    expect(result.phases[at]?.contributors).toEqual(Object.keys(result.wells).filter((well) => well !== "A02"));
    expect(result.phases[at]?.excluded).toEqual([{ well: "A02", reason: bad?.error?.code }]);
  }
  const before = result.phases[1]?.artifacts[0]?.hash;
  await repair();
  const again = await run({ resume: true });
  expect(again.status).toBe("complete");
  expect(again.phases[1]?.artifacts[0]?.hash).not.toBe(before);
  const whole = await tree();
  await rm(output(), { recursive: true });
  await run();
  const fresh = await tree();
  const names = (files: typeof whole) => files.filter(([path]) => !path.startsWith("artifacts/"));
  expect(names(whole)).toEqual(names(fresh));
});

test("resuming repeats a reduction only when its contributors changed, and then exactly the wells that depend on it", async () => {
  await run();
  const unchanged = await run({ resume: true });
  expect(statuses(unchanged)).toEqual(["skipped", "skipped", "skipped"]);
  expect(unchanged.phases.map(({ result }) => result?.status ?? null).slice(0, 6)).toEqual([
    null,
    "skipped",
    null,
    "skipped",
    null,
    "skipped",
  ]);
  const before = await tree();
  const wells = Object.keys(unchanged.wells);
  await rm(output(`.ohcs/wells/${wells[1]}-3.json`));
  const third = await run({ resume: true });
  expect(statuses(third)).toEqual(["skipped", "success", "skipped"]);
  expect(third.wells[wells[1] ?? ""]?.steps.map(({ name }) => name)).toContain("segment");
  expect(await tree()).toEqual(before);
});

test("re-running one well uses the same plate artifact and gives the same bytes (landmine 34)", async () => {
  const first = await run();
  const before = await tree();
  const [, well = ""] = Object.keys(first.wells);
  for (const name of [`${well}.json`, `${well}-2.json`, `${well}-3.json`]) await rm(output(".ohcs/wells", name));
  const again = await run({ resume: true });
  expect(statuses(again)).toEqual(["skipped", "success", "skipped"]);
  expect(again.phases.map(({ artifacts }) => artifacts)).toEqual(first.phases.map(({ artifacts }) => artifacts));
  expect(await tree()).toEqual(before);
});

test("below minWells the reduction is an error, and only what needs its artifact is skipped", async () => {
  const steps = plateWide.steps.map((one) => (one.name === "threshold" ? { ...one, minWells: 4 } : one));
  const result = await run({}, { ...plateWide, steps });
  expect(result.status).toBe("failed");
  expect(Object.values(result.wells).map(({ status, error }) => [status, error?.code])).toEqual([
    ["skipped", "PHASE_INPUT_MISSING"],
    ["skipped", "PHASE_INPUT_MISSING"],
    ["skipped", "PHASE_INPUT_MISSING"],
  ]);
  expect(result.phases.map(({ name, status }) => [name, status])).toEqual([
    ["wells", "complete"],
    ["illumination", "complete"],
    ["wells-2", "complete"],
    ["threshold", "failed"],
    ["wells-3", "failed"],
    ["tables", "complete"],
    ["metadata", "complete"],
  ]);
  expect(result.phases[3]?.result?.error?.code).toBe("TOO_FEW_WELLS");
  expect(
    Object.keys(Object.fromEntries(await tree())).some(
      (path) => path.startsWith("checkpoints_step2/") || path.startsWith("images/"),
    ),
  ).toBe(true);
});
