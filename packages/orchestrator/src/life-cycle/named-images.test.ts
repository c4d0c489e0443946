import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { definePipeline, step, type WellRecord } from "@ohcs/context";
import { inlineRunner } from "@ohcs/executor/inline";
import { DiskBackend } from "@ohcs/filemanager/disk";
import { surveyZarrPlate, ZarrBackend } from "@ohcs/filemanager/zarr";
import { composite, extendedFocus, gaussianBlur, overlayOutlines, segmentNuclei } from "@ohcs/functions";
import type { RunSettings } from "@ohcs/orchestrator";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeSamplePlate, type SamplePlate } from "../../test/folders.ts";
import { treeOf } from "../../test/tree-of.ts";

const runner = inlineRunner({ importModule: (url) => import(url) });
let plate: SamplePlate;
beforeEach(async () => {
  plate = await makeSamplePlate({ sites: 2, z: 2, tile: 64, channels: 2, wells: 2, radius: [6, 8], cells: 8 });
});
afterEach(() => plate.remove());

const dna = { from: "step:focus", channel: "1" };

/** Heights that a later step blurs; channels in colours, and outlines over them. */
const pipeline = definePipeline({
  name: "figures",
  steps: [
    step("focus", { func: extendedFocus(), materialize: true }),
    step("smooth", { func: gaussianBlur({ sigma: 1 }), inputs: { image: "image:heights" } }),
    step("segment", { func: segmentNuclei(), inputs: { image: dna }, emits: ["labels:nuclei"], materialize: true }),
    step("colors", {
      func: composite({ colors: { dna: "blue" } }),
      inputs: { dna, gfp: { from: "step:focus", channel: "2" } },
      emits: ["rgb:composite"],
      materialize: true,
    }),
    step("draw", {
      func: overlayOutlines(),
      inputs: { rgb: "rgb:composite", nuclei: "labels:nuclei" },
      emits: ["rgb:overlay"],
    }),
  ],
});

async function run(name: string, settings: Partial<RunSettings> = {}, materializationBackend = "disk") {
  const outputRoot = join(plate.folder, name);
  const config = { commandLine: [{ layer: { materializationBackend } }] };
  const orchestrator = plate.orchestrator({ outputRoot, config });
  await orchestrator.initialize();
  const { diagnostics } = await orchestrator.compilePipelines(pipeline);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const { wells } = await orchestrator.executeCompiledPlate({ runner, ...settings }).result;
  expect(Object.values(wells).map(({ error }) => error)).toEqual([null, null]);
  return { outputRoot, statuses: Object.values(wells).map(({ status }) => status) };
}

const tree = async (root: string) =>
  Object.fromEntries(Object.entries(await treeOf(root)).filter(([path]) => !path.startsWith(".ohcs")));

/** How many pixels of an image in colours are outlines. */
async function yellowIn(disk: DiskBackend, path: string): Promise<number> {
  const samples = await Promise.all([0, 1, 2].map((sample) => disk.load(path, { sample })));
  const [red, green, blue] = samples.map(({ data }) => data);
  return (red ?? []).filter((value, i) => value === 255 && green?.[i] === 255 && blue?.[i] === 0).length;
}

test("named images are stored, listed and recorded, and a step that reads them begins from their files", async () => {
  const { outputRoot } = await run("tiff");
  const files = await tree(outputRoot);
  for (const path of ["images_named/heights/A01_s001_w1_t001.tif", "images_rgb/overlay/A01_s001_t001.tif"])
    expect(files).toHaveProperty([path]);
  const disk = new DiskBackend({ root: outputRoot, readOnly: true });
  const { data } = await disk.load("images_named/heights/A01_s001_w1_t001.tif");
  expect([data instanceof Float32Array, new Set(data).size <= 2, Math.min(...data) >= 1]).toEqual([true, true, true]);
  const yellow = await Promise.all([1, 2].map((site) => yellowIn(disk, `images_rgb/overlay/A01_s00${site}_t001.tif`)));
  expect(yellow.reduce((sum, count) => sum + count)).toBeGreaterThan(20);
  const record: WellRecord = JSON.parse(await readFile(join(outputRoot, ".ohcs/wells/A01.json"), "utf8"));
  const planes = record.stored?.flatMap((step) => step.planes).filter(({ output }) => output === "rgb:overlay");
  expect(planes?.map(({ path, sample }) => [path, sample])).toEqual(
    [1, 2].flatMap((site) => [0, 1, 2].map((sample) => [`images_rgb/overlay/A01_s00${site}_t001.tif`, sample])),
  );
  const { subdirectories } = JSON.parse(await readFile(join(outputRoot, "openhcs_metadata.json"), "utf8"));
  expect(Object.keys(subdirectories)).toContain("images_named/heights");
  expect((await run("tiff", { resume: true })).statuses).toEqual(["skipped", "skipped"]);
  for (const fromStep of ["smooth", "draw"]) await run("tiff", { fromStep });
  expect(await tree(outputRoot)).toEqual(files);
});

test("in OME-Zarr they are plates of their own, with the pixels of the files, and later steps begin from them", async () => {
  const files = new DiskBackend({ root: (await run("tiff")).outputRoot, readOnly: true });
  const { outputRoot } = await run("zarr", {}, "zarr");
  const before = await tree(outputRoot);
  const plates = new ZarrBackend({ root: outputRoot, readOnly: true });
  for (const [i, channel] of ["1", "2", "3"].entries()) {
    const { data } = await plates.load(`images_rgb/overlay.zarr/A02_s002_w${channel}_t001`);
    const file = await files.load("images_rgb/overlay/A02_s002_t001.tif", { sample: i });
    expect(data).toEqual(file.data);
  }
  const heights = await plates.load("images_named/heights.zarr/A02_s002_w2_t001");
  expect(heights.data).toEqual((await files.load("images_named/heights/A02_s002_w2_t001.tif")).data);
  const [field] = (await surveyZarrPlate(join(outputRoot, "images_rgb/overlay.zarr"))).fields;
  expect(field?.channels.map(({ name, color, window }) => [name, color, window])).toEqual([
    ["red", "FF0000", { start: 0, end: 255 }],
    ["green", "00FF00", { start: 0, end: 255 }],
    ["blue", "0000FF", { start: 0, end: 255 }],
  ]);
  for (const fromStep of ["smooth", "draw"]) await run("zarr", { fromStep }, "zarr");
  expect(await tree(outputRoot)).toEqual(before);
});
