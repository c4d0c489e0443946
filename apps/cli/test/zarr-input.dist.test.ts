import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contentsOf } from "./file-tree.ts";
import { runHere } from "./run-here.ts";
import { statuses } from "./run-ohcs.ts";
import { samplePlate } from "./sample-plate.ts";
import { chunksIn, copyAsZarr, FORMS, succeed } from "./zarr-plates.ts";

const WELLS = ["A01", "A02", "B03"];

test("landmine 17: every plane of wells, sites, channels, z and times passes from Zarr to Zarr, and to TIFF, as it is", async () => {
  await using sample = await samplePlate({
    wells: ["A01", "C05"],
    sites: 2,
    channels: 2,
    z: 3,
    timepoints: 2,
    tile: 48,
  });
  const first = await copyAsZarr(sample.folder, "tiny", "first", FORMS["0.4"] ?? []);
  const second = await copyAsZarr(sample.folder, first, "second", FORMS["0.5, sharded"] ?? []);
  await succeed(sample.folder, ["run", "tiny", "-p", "copy.ts", "-o", "tif"]);
  await succeed(sample.folder, ["run", second, "-p", "copy.ts", "-o", "back"]);
  const [tif, back] = [
    await contentsOf(join(sample.folder, "tif/images")),
    await contentsOf(join(sample.folder, "back/images")),
  ];
  expect(new Set(Object.values(tif)).size).toBe(2 * 2 * 2 * 3 * 2);
  expect(back).toEqual(tif);
}, 120_000);

test("a truncated chunk fails its well, names the array, and harms no other", async () => {
  await using sample = await samplePlate({ wells: WELLS, sites: 1, z: 1 });
  const zarr = await copyAsZarr(sample.folder, "tiny", "copy", []);
  const [chunk = ""] = await chunksIn(join(sample.folder, zarr, "A/2"));
  await writeFile(chunk, "cut");
  const { exitCode, out } = await runHere(sample.folder, ["run", zarr, "-p", "preset:project", "-o", "out", "--json"]);
  expect([exitCode, statuses(out)]).toEqual([3, ["success", "error", "success"]]);
  const { error } = JSON.parse(out).wells.A02;
  expect(error).toMatchObject({ file: "A02_s001_w1_z001_t001", code: expect.stringMatching(/^IMAGE_/) });
  expect(error.message).toContain("'A/2/0/0'");
});
