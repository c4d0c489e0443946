import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { PlateManifest } from "@ohcs/context";
import { describe, expect, test } from "vitest";
import { openPlate } from "../src/disk/open-plate.ts";
import { suggestPattern } from "../src/grammar/named-patterns.ts";
import { isImagePath } from "../src/manifest/plate-reading.ts";
import { rejectionOf } from "./expect-code.ts";
import { readTiffHeader } from "./read-tiff-header.ts";
import { snapshotTree } from "./snapshot-tree.ts";

const data = process.env.OHCS_TEST_DATA ?? "";
const exported = join(data, "faim_ipa/resources/ImageXpress_exported/9987_Plate_3434");
const database = join(data, "faim_ipa/resources/ImageXpress/Projection-Mix");
const sbs = join(data, "sbs96_cellprofiler/ExampleSBSImages");
const SBS_PATTERN = "^Channel(?<ch>\\d)-(?<idx>\\d{2})-(?<row>[A-H])-(?<col>\\d{2})\\.tif$";

const there = existsSync(exported);
if (!there) process.stderr.write(`\n*** SKIPPED: tests on real plates, for there is no folder '${data}' ***\n`);

const open = (root: string, pattern?: string) =>
  openPlate(root, { readHeader: readTiffHeader, ...(pattern !== undefined && { pattern }) });

const countImages = async (root: string) => (await readdir(root, { recursive: true })).filter(isImagePath).length;

const countOf = ({ notices }: PlateManifest, code: string) =>
  notices.find((notice) => notice.code === code)?.count ?? 0;

const seen = ({ images, wells, notices }: PlateManifest) => {
  const distinct = (values: readonly (string | number)[]) => [...new Set(values)].sort();
  return {
    images: images.length,
    wells,
    sites: distinct(images.map(({ site }) => site)),
    channels: distinct(images.map(({ channel }) => channel)),
    z: distinct(images.map(({ zIndex }) => zIndex)),
    timepoints: distinct(images.map(({ timepoint }) => timepoint)),
    notices: notices.map(({ code, count }) => `${code} ${count}`),
  };
};

describe.runIf(there)("real plates", () => {
  test("an export of MetaXpress: every file is a plane or set aside, and the metadata are read", async () => {
    const manifest = await open(exported);
    expect(seen(manifest)).toEqual({
      images: 24,
      wells: ["B02", "B03"],
      sites: [1, 2],
      channels: ["1", "2", "3"],
      z: [1, 2],
      timepoints: [1],
      notices: ["PROJECTIONS_SET_ASIDE 12", "ANNOUNCED_NOT_FOUND 2"],
    });
    expect(manifest).toMatchObject({
      handler: "imageXpress",
      plateId: "9987_Plate_3434",
      grid: { rows: 1, columns: 2 },
      calibration: { pixelSizeUm: 1.3672, zStepUm: 3 },
      channels: [
        { id: "1", name: "DAPI" },
        { id: "2", name: "FITC" },
        { id: "3", name: "Texas Red" },
      ],
    });
    expect(manifest.images.length + countOf(manifest, "PROJECTIONS_SET_ASIDE")).toBe(await countImages(exported));
    expect(manifest.notices[1]?.examples).toEqual(["channel '4'", "z '3'"]);
  });

  test("stage positions of an export are its tiles' places in µm", async () => {
    const { images } = await open(exported);
    const places = images.map(({ well, site, position }) => `${well} ${site}: ${position?.xUm}, ${position?.yUm}`);
    expect([...new Set(places)]).toEqual([
      "B02 1: 22985, 19885",
      "B02 2: 23300, 19885",
      "B03 1: 31984.9, 19885",
      "B03 2: 32300, 19885",
    ]);
  });

  test("a database folder of MetaXpress: GUIDs, thumbnails, projections beside planes, sparse channels and z", async () => {
    const manifest = await open(database);
    expect(seen(manifest)).toEqual({
      images: 10,
      wells: ["E07"],
      sites: [1, 2],
      channels: ["1", "2", "4"],
      z: [1, 2],
      timepoints: [1],
      notices: ["THUMBNAILS_SET_ASIDE 16", "PROJECTIONS_SET_ASIDE 6", "CHANNELS_ONLY_PROJECTED 1"],
    });
    expect(manifest.calibration).toEqual({ pixelSizeUm: 1.3668, zStepUm: 5 });
    expect(manifest.images.map(({ position }) => position?.xUm)).toEqual([
      ...Array.from({ length: 5 }, () => 79813.4),
      ...Array.from({ length: 5 }, () => 80513.3),
    ]);
    expect(manifest.images.length + 16 + 6).toBe(await countImages(database));
    const measurement = await open(join(database, "2023-02-21/1334"));
    expect(seen(measurement)).toEqual(seen(manifest));
  });

  test("a 96-well set by its pattern: 12 wells, 2 channels, and no pixel size made of a print resolution", async () => {
    const manifest = await open(sbs, SBS_PATTERN);
    expect(seen(manifest)).toEqual({
      images: 24,
      wells: ["A", "B"].flatMap((row) => ["01", "02", "04", "06", "10", "12"].map((column) => row + column)),
      sites: [1],
      channels: ["1", "2"],
      z: [1],
      timepoints: [1],
      notices: ["PATTERN_GROUPS_UNUSED 1", "CALIBRATION_UNKNOWN 1"],
    });
    expect(manifest.calibration).toEqual({ pixelSizeUm: null });
    expect(manifest.images[0]?.header).toMatchObject({ width: 640, height: 640 });
  });

  test.each([["sbs96_cellprofiler/ExampleSBSImages", "vitra", 24]])(
    "names of another microscope are refused with a pattern that opens them: %s",
    async (folder, name, images) => {
      const root = join(data, folder);
      const error = await rejectionOf(open(root), "PLATE_UNRECOGNIZED");
      expect(error.remedy).toContain(name);
      const manifest = await open(root, String(error.details.suggestion));
      expect(manifest.images).toHaveLength(images);
      expect(suggestPattern(manifest.images.map(({ path }) => path))?.name).toBe(name);
    },
  );

  test("the source tree is byte-identical after real plates were opened", async () => {
    for (const root of [exported, database, sbs]) {
      const before = await snapshotTree(root);
      await open(root, root === sbs ? SBS_PATTERN : undefined);
      expect(await snapshotTree(root)).toEqual(before);
    }
  });
});
