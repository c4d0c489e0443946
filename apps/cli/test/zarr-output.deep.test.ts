import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectEqualTrees } from "./every-runner.ts";
import { contentsOf } from "./file-tree.ts";
import { type SamplePlate, samplePlate } from "./sample-plate.ts";
import { chunksIn, FORMS, succeed } from "./zarr-plates.ts";
import { MANY, run } from "./zarr-run-of-tiny.ts";

/** Projected images are kept between; the last images are those of the channel in which no nuclei are sought. */
const PIPELINE = {
  name: "zarr",
  steps: [
    { name: "project", func: { use: "maxProjection" }, variableComponents: ["zIndex"], materialize: true },
    {
      name: "segment",
      func: { 1: { use: "segmentNuclei" } },
      groupBy: "channel",
      unlisted: "pass",
      emits: ["labels:nuclei"],
      materialize: true,
    },
  ],
};

let sample: SamplePlate;
beforeAll(async () => {
  sample = await samplePlate(MANY);
});
afterAll(() => sample[Symbol.asyncDispose]());

test("a run into OME-Zarr is byte-identical for every runner and for 1, 2 and 4 workers", async () => {
  const tree = await expectEqualTrees(sample.folder, (out) => run("preset:count-nuclei", out));
  expect(Object.keys(tree).filter((path) => path.startsWith("images.zarr/")).length).toBeGreaterThan(20);
}, 180_000);

describe.each(Object.entries(FORMS))("stored as %s", (form, options) => {
  test("images and labels lie in one plate that the validator finds sound, tables are those of a run into TIFF", async () => {
    const [zarr, tif] = [`zarr ${form}`, `tif ${form}`];
    const { out } = await succeed(sample.folder, run("preset:count-nuclei", zarr, ...options));
    expect(out.split("\n").filter((line) => line.includes(".zarr"))).toHaveLength(1);
    const plate = join(sample.folder, zarr, "images.zarr");
    const { valid, violations } = JSON.parse((await succeed(sample.folder, ["validate", plate, "--json"])).out);
    const musts = violations.filter(({ severity }: { severity: string }) => severity === "must");
    expect([valid, musts]).toEqual([true, []]);
    for (const field of ["A/1/0", "A/2/1", "B/3/0"])
      expect((await chunksIn(join(plate, field, "labels/nuclei"))).length).toBeGreaterThan(0);
    await succeed(sample.folder, ["run", "tiny", "-p", "preset:count-nuclei", "-o", tif]);
    const tables = (tree: Readonly<Record<string, string>>) =>
      Object.entries(tree).filter(([path]) => path.startsWith("images_results/"));
    const expected = tables(await contentsOf(join(sample.folder, tif)));
    expect(expected.length).toBeGreaterThan(4);
    expect(tables(await contentsOf(join(sample.folder, zarr)))).toEqual(expected);
  }, 120_000);
});

test("what a step keeps between is a plate of its own, and can be the source of another run", async () => {
  await writeFile(join(sample.folder, "kept.json"), JSON.stringify(PIPELINE));
  await succeed(sample.folder, run("kept.json", "kept"));
  const planesOf: Readonly<Record<string, number>> = { "checkpoints_step0.zarr": 3 * 2 * 2, "images.zarr": 3 * 2 };
  for (const [plate, count] of Object.entries(planesOf)) {
    await succeed(sample.folder, ["validate", `kept/${plate}`]);
    const { planes, ranges } = JSON.parse((await succeed(sample.folder, ["inspect", `kept/${plate}`, "--json"])).out);
    expect([planes, ranges.zIndexes]).toEqual([count, [1]]);
  }
  await succeed(sample.folder, ["run", "kept/checkpoints_step0.zarr", "-p", "preset:count-nuclei", "-o", "counted"]);
  await succeed(sample.folder, ["run", "tiny", "-p", "preset:count-nuclei", "-o", "direct"]);
  const [counted, direct] = [
    await contentsOf(join(sample.folder, "counted")),
    await contentsOf(join(sample.folder, "direct")),
  ];
  expect(counted["images_results/wells.csv"]).toBe(direct["images_results/wells.csv"]);
}, 120_000);
