import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { surveyZarrPlate, writePlateSkeleton, zarrBackend } from "@ohcs/filemanager/zarr";
import { afterAll, expect, test } from "vitest";
import { sourceFacts } from "./node-plate-host.ts";

const folder = mkdtempSync(join(tmpdir(), "ohcs-source-facts-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("sourceFacts() returns size and time of files, in the order of the paths, null for missing ones", async () => {
  writeFileSync(join(folder, "a.tif"), "abc");
  const { mtimeMs } = statSync(join(folder, "a.tif"));
  expect(await sourceFacts(folder, ["b.tif", "a.tif"])).toEqual([null, [3, mtimeMs]]);
});

test("sourceFacts() returns those of planes of an OME-Zarr plate like its survey", async () => {
  const root = join(folder, "plate.zarr");
  const planes = {
    width: 4,
    height: 4,
    dtype: "uint8",
    pixelSizeUm: null,
    zStepUm: null,
    intervalS: null,
    displays: [],
  } as const;
  const field = { site: 1, channels: ["1"], zIndexes: [1, 2], timepoints: [1], position: null, planes };
  await writePlateSkeleton({
    root,
    path: "",
    plate: { name: "p", wells: [{ well: "A01", fields: [field] }], labels: [] },
  });
  const backend = await zarrBackend.create({ root });
  await backend.save("A01_s001_w1_z001_t001", {
    data: new Uint8Array(16),
    shape: [4, 4],
    dtype: "uint8",
    pixelSizeUm: null,
  });
  const [plane] = (await surveyZarrPlate(root)).fields[0]?.planes ?? [];
  const found = await sourceFacts(root, ["A01_s002_w1_z001_t001", "A01_s001_w1_z001_t001"]);
  expect(found).toEqual([null, [plane?.bytes, plane?.mtimeMs]]);
});
