import type { MetadataFragment } from "@ohcs/context";
import { expect, test } from "vitest";
import { memoryRunHost } from "../memory/index.ts";
import { readMetadata } from "./close-metadata.ts";
import { mergeMetadata, type PlateFacts } from "./merge-metadata.ts";

const facts: PlateFacts = {
  handler: "imagexpress",
  grid: [2, 3],
  pixelSizeUm: null,
  channelNames: { "1": "DAPI" },
  stage: { plate: { z_step_um: 2 }, positions: { A01: { 1: [0, 5] }, A10: { 1: [9, 5] } } },
  wells: ["A01", "A02", "A10"],
  folders: ["images"],
  complete: true,
  ohcs: { specVersion: 1 },
};

function fragment(well: string, sites = [1, 2]): MetadataFragment {
  const extra = { main: true, results_dir: "images_results", available_backends: { disk: true } };
  const imageFiles = sites.map((site) => `images/${well}_s00${site}_w1.tif`);
  return {
    well,
    subdirectories: { images: { imageFiles, sites, channels: ["1"], zIndexes: [], timepoints: [], extra } },
  };
}

const images = (document: ReturnType<typeof mergeMetadata>) =>
  (document.subdirectories as Record<string, Record<string, unknown>>).images;

test("the metadata lists every written file, for any order of the wells (landmine 8)", () => {
  const wells = ["A10", "A02", "A01"].map((well) => fragment(well));
  const merged = mergeMetadata({}, wells, facts);
  expect(images(merged)).toMatchObject({
    image_files: ["A01", "A02", "A10"].flatMap((well) => [`images/${well}_s001_w1.tif`, `images/${well}_s002_w1.tif`]),
    wells: { A01: null, A02: null, A10: null },
    sites: { "1": null, "2": null },
    channels: { "1": "DAPI" },
    grid_dimensions: [2, 3],
    main: true,
  });
  expect(JSON.stringify(merged)).toBe(JSON.stringify(mergeMetadata({}, wells.toReversed(), facts)));
});

test("an unknown pixel size is null, and so is a component that was reduced; an unknown grid is empty (landmine 28)", () => {
  const merged = images(mergeMetadata({}, [fragment("A01")], { ...facts, grid: null }));
  expect(merged).toMatchObject({ pixel_size: null, z_indexes: null, timepoints: null, grid_dimensions: [] });
});

test("a mosaic has a grid of one, and no place of the stage", () => {
  const mosaic = images(mergeMetadata({}, [fragment("A01", [])], facts));
  expect(mosaic).toMatchObject({ grid_dimensions: [1, 1] });
  expect(Object.keys(mosaic ?? {})).not.toContain("ohcs");
});

test("where the stage stood is kept for the wells that are listed, those of earlier runs included", () => {
  const earlier = mergeMetadata({}, [fragment("A01"), fragment("A10")], facts);
  expect(images(earlier)?.ohcs).toEqual({ z_step_um: 2, positions_um: facts.stage.positions });
  const stage = { plate: {}, positions: { A02: { 1: [4, 5] }, A10: { 1: [8, 5] } } };
  const merged = mergeMetadata(earlier, [fragment("A02")], { ...facts, stage, wells: ["A02", "A10"] });
  expect(images(merged)?.ohcs).toEqual({ positions_um: { A01: { 1: [0, 5] }, A02: { 1: [4, 5] } } });
});

test("unknown keys and the images of wells outside this run are kept", () => {
  const earlier = mergeMetadata({}, [fragment("A01"), fragment("B01")], { ...facts, wells: ["A01", "B01"] });
  const existing = {
    ...earlier,
    note: "by hand",
    subdirectories: { images: { ...images(earlier), objectives: { "20x": null } } },
  };
  const merged = mergeMetadata(existing as never, [fragment("A01", [1])], facts);
  expect(merged).toMatchObject({ note: "by hand" });
  expect(images(merged)).toMatchObject({
    objectives: { "20x": null },
    image_files: ["images/A01_s001_w1.tif", "images/B01_s001_w1.tif", "images/B01_s002_w1.tif"],
  });
});

test("wells are found in names of MetaXpress, too, where the plate's name comes first", () => {
  const imageFiles = ["P_B02/TimePoint_1/P_B02_A01_s1_w1.TIF"];
  const named = {
    ...fragment("A01"),
    subdirectories: { images: { ...fragment("A01").subdirectories.images, imageFiles } },
  };
  const earlier = mergeMetadata({}, [named as MetadataFragment], { ...facts, wells: ["A01"] });
  const again = mergeMetadata(earlier, [fragment("A02")], { ...facts, wells: ["A02"] });
  expect(images(again)).toMatchObject({ wells: { A01: null, A02: null } });
});

test("only a complete run is the plate's main subdirectory", () => {
  const merged = images(mergeMetadata({}, [fragment("A01")], { ...facts, complete: false }));
  expect(Object.keys(merged ?? {})).not.toContain("main");
});

test("where no well of a run wrote anything, the images that it was to write are listed no more", () => {
  const earlier = mergeMetadata({}, [fragment("A01"), fragment("B01")], { ...facts, wells: ["A01", "B01"] });
  expect(images(earlier)).toMatchObject({ main: true });
  const merged = images(mergeMetadata(earlier, [], { ...facts, complete: false }));
  expect(merged).toMatchObject({
    image_files: ["images/B01_s001_w1.tif", "images/B01_s002_w1.tif"],
    wells: { B01: null },
    results_dir: "images_results",
  });
  expect(Object.keys(merged ?? {})).not.toContain("main");
});

test("a folder that the plan does not write, and its claim to be the main one, stay until the run has one", () => {
  const earlier = mergeMetadata({}, [fragment("A01")], facts);
  const unfinished = mergeMetadata(earlier, [], { ...facts, folders: ["others"], complete: false });
  expect(unfinished.subdirectories).toEqual(earlier.subdirectories);
});

test("components that an earlier run had and this one reduced are gone, and the order of all keys stays", () => {
  const { images: planes } = fragment("A01").subdirectories;
  const stack = { well: "A01", subdirectories: { images: { ...planes, zIndexes: [1, 2] } } } as MetadataFragment;
  const earlier = mergeMetadata({}, [stack], { ...facts, wells: ["A01"] });
  expect(images(earlier)).toMatchObject({ z_indexes: { "1": null, "2": null } });
  const merged = mergeMetadata(earlier, [fragment("A01")], { ...facts, wells: ["A01"] });
  expect(JSON.stringify(merged)).toBe(JSON.stringify(mergeMetadata({}, [fragment("A01")], facts)));
});

test("corrupt metadata is an explicit error and the file is kept (landmine 9)", async () => {
  const host = memoryRunHost(new Map([["openhcs_metadata.json", '{"subdirectories": {']]));
  const folder = await host.openOutput("out");
  await expect(readMetadata(folder, "openhcs_metadata.json")).rejects.toMatchObject({ code: "METADATA_CORRUPT" });
  expect(host.files.get("openhcs_metadata.json")).toBe('{"subdirectories": {');
});
