import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  compilePlate,
  definePipeline,
  gaussianBlur,
  maxProjection,
  mergeTables,
  type RunPlateOptions,
  reduce,
  runPlate,
  samplePlate,
  step,
} from "ohcs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const project = definePipeline({ name: "project", steps: [step("project", { func: maxProjection() })] });

let folder = "";
let plate = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-facade-"));
  plate = await samplePlate(join(folder, "sample"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What workers do is tested with the runners. */
const asked = (output: string, options: Partial<RunPlateOptions> = {}): RunPlateOptions => ({
  plate,
  pipeline: project,
  output: join(folder, output),
  config: { runner: "inline", numWorkers: 1 },
  ...options,
});

test("runPlate() runs a pipeline that is at hand, and gives its events and its result", async () => {
  const run = runPlate(asked("whole"));
  const finished: string[] = [];
  for await (const event of run.events)
    if (event.type === "wellFinished") finished.push(`${event.well} ${event.status}`);
  expect(finished).toEqual(["A01 success", "A02 success"]);
  expect(await run.result).toMatchObject({ status: "complete", outputRoot: join(folder, "whole") });
  expect((await run.compiled).estimate?.images).toBeGreaterThan(0);
});

test("a run into OME-Zarr states what viewers show at first, sampled over the plate, the same for each field", async () => {
  const config = { runner: "inline", numWorkers: 1, materializationBackend: "zarr" };
  expect((await runPlate(asked("arrays", { config })).result).status).toBe("complete");
  const windows = await Promise.all(
    ["A/1/0", "A/2/0"].map(async (field) => {
      const text = await readFile(join(folder, "arrays/images.zarr", field, "zarr.json"), "utf8");
      return JSON.parse(text).attributes.ome.omero.channels.map(({ window }: { window: unknown }) => window);
    }),
  );
  expect(windows[0]).toEqual(windows[1]);
  for (const { min, start, end, max } of windows[0]) {
    expect([min, max]).toEqual([0, 65_535]);
    // The generator's background lies above 0, its cells far below the limit of the camera.
    expect([start > 20, end > start + 100, end < 10_000]).toEqual([true, true, true]);
  }
});

test("the run of a program reaches its end even if its events are not read, or no longer", async () => {
  expect((await runPlate(asked("unread")).result).status).toBe("complete");
  const run = runPlate(asked("left"));
  for await (const event of run.events) if (event.type === "wellStarted") break;
  expect((await run.result).status).toBe("complete");
});

describe("the first command that a user types counts each nucleus once", () => {
  const counts = async (name: string, preset: string, options: Parameters<typeof samplePlate>[1]) => {
    const sample = await samplePlate(join(folder, name), options);
    const output = `${name}-${preset}`;
    const { result } = runPlate(asked(output, { plate: sample, pipeline: `preset:${preset}` }));
    expect((await result).status).toBe("complete");
    const rows = await tableOf(join(folder, output, "images_results", "wells.csv"));
    return rows.map((row) => Number(row.Count_Nuclei));
  };
  const objectsIn = (output: string) => tableOf(join(folder, output, "images_results", "nuclei.csv"));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

  test("where sites overlap: as many as after stitching, near the truth", async () => {
    const options = { overlap: 0.3, cells: 30, placements: { A01: "spaced", A02: "spaced" } } as const;
    const counted = await counts("overlapping", "count-nuclei", options);
    expect(counted).toEqual(await counts("overlapping", "stitch-and-count", options));
    const cells = 2 * options.cells;
    expect(Math.abs(sum(counted) - cells)).toBeLessThanOrEqual(0.1 * cells);
    expect((await objectsIn("overlapping-count-nuclei")).length).toBeGreaterThan(1.2 * sum(counted));
  });

  test("where sites lie side by side: all that they show, the two parts of a nucleus on their border as one", async () => {
    const options = { overlap: 0, stageError: 0, cells: 30, placements: { A01: "spaced", A02: "spaced" } } as const;
    const counted = await counts("side-by-side", "count-nuclei", options);
    const objects = await objectsIn("side-by-side-count-nuclei");
    const duplicates = objects.filter(({ Metadata_Duplicate }) => Metadata_Duplicate === "1");
    expect(duplicates.every(({ Metadata_TouchesEdge }) => Metadata_TouchesEdge === "1")).toBe(true);
    expect(sum(counted)).toBe(objects.length - duplicates.length);
    expect(objects.length).toBeGreaterThan(40);
  });
});

/** The rows of a CSV file without quoted cells. */
async function tableOf(path: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const [head = "", ...rows] = (await readFile(path, "utf8")).trimEnd().split(/\r?\n/);
  const columns = head.split(",");
  return rows.map((row) => Object.fromEntries(row.split(",").map((cell, i) => [columns[i] ?? "", cell])));
}

test("a pipeline that cannot run is COMPILE_FAILED for readers of the events, and on awaiting the result", async () => {
  const pipeline = definePipeline({ name: "bad", steps: [step("blur", { func: gaussianBlur({ sigma: -1 }) })] });
  const read = async () => {
    for await (const _ of runPlate(asked("bad", { pipeline })).events);
  };
  await expect(read()).rejects.toMatchObject({ code: "COMPILE_FAILED" });
  const { result, compiled } = runPlate(asked("bad", { pipeline }));
  await expect(result).rejects.toMatchObject({
    code: "COMPILE_FAILED",
    details: { diagnostics: [expect.objectContaining({ code: "PARAMETER_INVALID" })] },
  });
  expect((await compiled).plate).toBeNull();
  expect(await readdir(folder)).not.toContain("bad");
});

test("a run that is aborted before it begins rejects with the reason and writes nothing; one that runs is cancelled", async () => {
  const reason = new Error("enough");
  const early = runPlate(asked("early", { signal: AbortSignal.abort(reason) }));
  await expect(early.result).rejects.toBe(reason);
  expect(await readdir(folder)).not.toContain("early");
  const stop = new AbortController();
  const run = runPlate(asked("late", { signal: stop.signal }));
  for await (const event of run.events) if (event.type === "wellStarted") stop.abort();
  expect((await run.result).status).toBe("cancelled");
  const other = runPlate(asked("cancelled"));
  for await (const event of other.events) if (event.type === "wellStarted") other.cancel();
  expect((await other.result).status).toBe("cancelled");
});

test("runPlate() refuses a pipeline that reduces over plates, in place of leaving that out", async () => {
  const over = reduce("all", {
    axis: "batch",
    from: "table:wells",
    func: mergeTables(),
    emits: { "table:all": "merged" },
  });
  const pipeline = definePipeline({ name: "over", steps: [...project.steps, over] });
  await expect(runPlate(asked("over", { pipeline })).result).rejects.toMatchObject({ code: "PIPELINE_OVER_PLATES" });
});

test("compilePlate() says what a run would do and writes nothing", async () => {
  const { plateId, outputRoot, diagnostics, plate: compiled } = await compilePlate(asked("planned"));
  expect({ plateId, outputRoot, diagnostics }).toEqual({
    plateId: "plate",
    outputRoot: join(folder, "planned"),
    diagnostics: [],
  });
  expect(compiled?.wells.toArray()).toEqual(["A01", "A02"]);
  expect(await readdir(folder)).not.toContain("planned");
});

test("samplePlate() makes a plate once, and refuses to touch another one", async () => {
  expect(await samplePlate(join(folder, "sample"))).toBe(plate);
  await expect(samplePlate(join(folder, "sample"), { seed: 8 })).rejects.toMatchObject({ code: "SYNTH_TARGET_EXISTS" });
});
