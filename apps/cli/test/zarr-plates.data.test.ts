import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { fingerprintsOf } from "./file-tree.ts";
import { readPlainTiff } from "./read-plain-tiff.ts";
import { runOhcs } from "./run-ohcs.ts";

const data = process.env.OHCS_TEST_DATA ?? "";
const plateOfOnes = join(data, "ez_zarr_plates/tests/example_data/plate_ones_mip.zarr");
const examples = join(data, "ome_zarr_examples/data");
const emptyPlate = join(examples, "valid/plate-01.zarr");
const image = join(data, "ez_zarr_plates/tests/example_data_zarr3/6001240_labels_v0.5.zarr");
const isHere = [plateOfOnes, emptyPlate, image].every((path) => existsSync(path));
if (!isHere) process.stderr.write(`SKIPPED: no plates of other writers at '${data}': runs on them are not tested\n`);

const folder = mkdtempSync(join(tmpdir(), "ohcs-zarr-data-"));
afterAll(() => rmSync(folder, { recursive: true }));

test.runIf(isHere)("a plate of Fractal, written by zarr-python, runs like any other and stays as it is", async () => {
  const before = await fingerprintsOf(plateOfOnes);
  const inspected = JSON.parse((await runOhcs(folder, ["inspect", plateOfOnes, "--json"])).out);
  expect(inspected).toMatchObject({
    plateId: "plate_ones_mip",
    handler: "omeZarr",
    wells: ["B03"],
    planes: 2,
    sizes: ["1280x1080 uint16"],
    calibration: { pixelSizeUm: 0.1625 },
    notices: [],
  });
  expect(inspected.channels.map(({ name }: { name: string }) => name)).toEqual(["some-label-1", "some-label-2"]);
  const { exitCode, out } = await runOhcs(folder, ["run", plateOfOnes, "-p", "preset:project", "-o", "ones", "--json"]);
  expect([exitCode, JSON.parse(out).status]).toEqual([0, "complete"]);
  const names = readdirSync(join(folder, "ones/images"));
  expect(names).toEqual(["B03_s001_w1_t001.tif", "B03_s001_w2_t001.tif"]);
  for (const name of names) {
    const { width, height, data: pixels } = readPlainTiff(join(folder, "ones/images", name));
    expect([width, height, new Set(pixels)]).toEqual([1280, 1080, new Set([1])]);
  }
  expect(await fingerprintsOf(plateOfOnes)).toEqual(before);
});

test.runIf(isHere)("a plate whose writer stored no chunk is all fill value, which is reported", async () => {
  const { plateId, wells, notices } = JSON.parse((await runOhcs(folder, ["inspect", emptyPlate, "--json"])).out);
  expect([plateId, wells]).toEqual(["my_wonderful_plate", ["A01", "A02", "B01", "B02"]]);
  expect(notices.map(({ code, count }: { code: string; count: number }) => [code, count])).toEqual([
    ["PLANES_EMPTY", 4],
  ]);
});

test.runIf(isHere)("single images of either version are said to be no plates", async () => {
  const images = readdirSync(join(examples, "valid")).filter((name) => name.startsWith("image"));
  expect(images.length).toBeGreaterThan(2);
  for (const path of [image, ...images.map((name) => join(examples, "valid", name))]) {
    const { exitCode, out } = await runOhcs(folder, ["run", path, "-p", "preset:project", "--json"]);
    const { error } = JSON.parse(out);
    expect([exitCode, error.code, /a single image/.test(error.message)]).toEqual([1, "ZARR_NOT_PLATE", true]);
  }
});
