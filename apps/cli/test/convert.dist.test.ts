import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contentsOf, fingerprintsOf } from "./file-tree.ts";
import { type PlatePlanes, planesOf } from "./planes-of.ts";
import { runHere } from "./run-here.ts";
import { statuses } from "./run-ohcs.ts";
import { type SamplePlate, samplePlate } from "./sample-plate.ts";
import { succeed } from "./zarr-plates.ts";

let sample: SamplePlate;
beforeAll(async () => {
  sample = await samplePlate({
    wells: ["A01", "C05"],
    sites: 2,
    channels: 2,
    z: 2,
    timepoints: 2,
    tile: 48,
    missing: 2,
  });
});
afterAll(() => sample[Symbol.asyncDispose]());

test("landmines 13 and 17: a converted plate has every plane of its source by coordinate, gaps, names, positions and calibration", async () => {
  const { folder, plate } = sample;
  const before = await fingerprintsOf(plate);
  await succeed(folder, ["convert", "tiny", "--to", "ome-zarr", "-o", "zarr"]);
  const source = await planesOf(plate);
  const zarr = await planesOf(join(folder, "zarr/tiny.zarr"));
  expect(Object.keys(source.planes)).toHaveLength(2 * 2 * 2 * 2 * 2 - 2);
  expect(zarr.planes).toEqual(source.planes);
  expect(zarr.positions).toEqual(source.positions);
  expect(zarr.manifest).toMatchObject({
    plateId: "tiny",
    calibration: { pixelSizeUm: source.manifest.calibration.pixelSizeUm },
    channels: source.manifest.channels.map(({ name }) => ({ name, window: { start: expect.any(Number) } })),
  });
  await succeed(folder, ["convert", "zarr/tiny.zarr", "--version", "0.6", "-o", "six"]);
  expect((await succeed(folder, ["validate", "six/tiny.zarr"])).out).toContain("OME-Zarr 0.6 plate");
  const six = await planesOf(join(folder, "six/tiny.zarr"));
  expect([six.planes, six.positions, six.manifest.channels]).toEqual([
    zarr.planes,
    zarr.positions,
    zarr.manifest.channels,
  ]);
  await succeed(folder, ["convert", "six/tiny.zarr", "--to", "tiff", "-o", "tiff"]);
  const pattern = String.raw`^(?<well>[A-Z]\d{2})_s(?<site>\d+)_w(?<ch>\d+)_z(?<z>\d+)_t(?<t>\d+)\.tif$`;
  expect((await planesOf(join(folder, "tiff/tiny"), { pattern })).planes).toEqual(source.planes);
  const tiff = await planesOf(join(folder, "tiff"));
  expect([tiff.planes, tiff.positions, tiff.manifest.plateFormat]).toEqual([
    source.planes,
    source.positions,
    source.manifest.plateFormat,
  ]);
  expect(tiff.manifest.calibration).toEqual(source.manifest.calibration);
  expect(await fingerprintsOf(plate)).toEqual(before);
}, 60_000);

test("a plate converted to ImageXpress is one: MetaXpress's names, an HTD file and MetaSeries XML that are read natively", async () => {
  const { folder, plate } = sample;
  await succeed(folder, ["convert", "tiny", "--to", "imagexpress", "-o", "mx", "--wells", "C05"]);
  await succeed(folder, ["verify", "mx"]);
  const source = await planesOf(plate);
  const back = await planesOf(join(folder, "mx/tiny"));
  const ofC05 = (all: object) => Object.fromEntries(Object.entries(all).filter(([key]) => key.startsWith("C05")));
  expect(back.planes).toEqual(ofC05(source.planes));
  expect(back.positions).toEqual(ofC05(source.positions));
  const { handler, wells, channels, grid, calibration, notices } = back.manifest;
  expect({ handler, channels, grid, calibration }).toEqual({
    handler: "imageXpress",
    channels: source.manifest.channels,
    grid: source.manifest.grid,
    calibration: source.manifest.calibration,
  });
  expect([wells, notices.map(({ code }) => code)]).toEqual([["C05"], ofGaps(source, "C05")]);
  const files = Object.keys(await contentsOf(join(folder, "mx/tiny"))).toSorted();
  const grammar = /^TimePoint_[12]\/ZStep_[12]\/tiny_C05_s[12]_w[12]\.TIF$/;
  expect(files.filter((file) => !grammar.test(file))).toEqual(["tiny.HTD"]);
}, 60_000);

const ofGaps = ({ manifest }: PlatePlanes, well: string) =>
  manifest.images.filter((image) => image.well === well).length === 16 ? [] : ["PLANES_MISSING"];

test("a conversion is a run: proved by verify, resumed well by well, its plate map joined", async () => {
  const { folder } = sample;
  const convert = ["convert", "tiny", "-o", "run", "--plate-map", "plate-map.csv", "--resume", "--json"];
  expect(statuses((await succeed(folder, convert)).out)).toEqual(["success", "success"]);
  await succeed(folder, ["verify", "run"]);
  await rm(join(folder, "run/tiny.zarr/C/5/0/0/c"), { recursive: true });
  expect((await runHere(folder, ["verify", "run"])).exitCode).toBe(3);
  expect(statuses((await succeed(folder, convert)).out)).toEqual(["skipped", "success"]);
  await succeed(folder, ["verify", "run"]);
  const table = await readFile(join(folder, "run/tiny_results/wells.csv"), "utf8");
  const [map = ""] = (await readFile(join(folder, "plate-map.csv"), "utf8")).split(/\r?\n/);
  for (const column of map.split(",").slice(1)) expect(table.split(/\r?\n/)[0]).toContain(column);
}, 60_000);

test("convert refuses a version beside formats that have none, and unknown formats", async () => {
  const { folder } = sample;
  for (const argv of [
    ["--to", "tiff", "--version", "0.4"],
    ["--to", "hdf5"],
  ]) {
    const { exitCode, out } = await runHere(folder, ["convert", "tiny", ...argv, "--json"]);
    expect([exitCode, JSON.parse(out).error.code]).toEqual([1, "USAGE_INVALID"]);
  }
});
