import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PlateManifest } from "@ohcs/context";
import { describe, expect, test } from "vitest";
import { openPlate } from "../src/disk/open-plate.ts";
import { readTiffHeader } from "./read-tiff-header.ts";
import { snapshotTree } from "./snapshot-tree.ts";

const data = process.env.OHCS_TEST_DATA ?? "";
const operetta = join(data, "operetta_compose/tests/operetta_plate");
const cv8000 = join(data, "faim_ipa/resources/CV8000");
const imageXpress = join(data, "faim_ipa/resources/ImageXpress_exported/9987_Plate_3434");
const scanr = join(data, "plateviewer_embl");
const scalefex = join(data, "scalefex_phenix/data_query/tests/sample_data/zstack");

const there = existsSync(operetta);
if (!there) process.stderr.write(`\n*** SKIPPED: tests on plates of vendors, for there is no folder '${data}' ***\n`);

/** Made by `tools/parity/plates.py`. */
const openreadout = JSON.parse(
  readFileSync(new URL("./fixtures/openreadout.json", import.meta.url), "utf8"),
) as Readonly<Record<"operetta" | "cellvoyager" | "imagexpress", OtherReading>>;
interface OtherReading {
  readonly fields: readonly {
    readonly well: string;
    readonly field: number;
    /** µm, y up. */
    readonly x: number | null;
    readonly y: number | null;
    readonly acquired: string | null;
  }[];
  readonly pixelSizeUm: number;
  readonly zStepUm: number | null;
  readonly magnification: number;
  readonly numericalAperture: number | null;
  readonly channels: readonly Readonly<Record<"name" | "excitation_nm" | "emission_nm" | "exposure_ms", unknown>>[];
}

const open = (root: string) => openPlate(root, { readHeader: readTiffHeader });

/** Figures of a plate, to be compared with those counted by hand in its listing. */
const seen = ({ images, wells, handler, notices }: PlateManifest) => {
  const distinct = (values: readonly (string | number)[]) => [...new Set(values)].sort();
  return {
    handler,
    images: images.length,
    wells,
    sites: distinct(images.map(({ site }) => site)),
    channels: distinct(images.map(({ channel }) => channel)),
    z: distinct(images.map(({ zIndex }) => zIndex)),
    timepoints: distinct(images.map(({ timepoint }) => timepoint)),
    notices: notices.map(({ code, count }) => `${code} ${count}`),
  };
};

describe.runIf(there)("plates of vendors", () => {
  test("Operetta, Harmony 5: the index is read, with its byte order mark and TimepointID 0", async () => {
    const manifest = await open(operetta);
    expect(seen(manifest)).toEqual({
      ...{ handler: "operaPhenix", images: 2, wells: ["C03"], sites: [1, 2], channels: ["1"], z: [1], timepoints: [1] },
      notices: [],
    });
    expect(manifest).toMatchObject({
      calibration: { pixelSizeUm: 1.19595216191 },
      objective: { magnification: 10, numericalAperture: 0.3 },
      plateFormat: { rows: 16, columns: 24 },
      startedAt: "2022-12-19T10:18:52.2439831+01:00",
      channels: [{ id: "1", name: "Fluorescein (FITC)", excitationNm: 475, emissionNm: 525, exposureMs: 6 }],
    });
    expect(manifest.images.map(({ position, zUm }) => ({ ...position, zUm }))).toEqual([
      { xUm: -645.814, yUm: -645.814, zUm: 20 },
      { xUm: 645.814, yUm: -645.814, zUm: 20 },
    ]);
    const flatfields = manifest.channels[0]?.flatfields ?? [];
    expect(flatfields.map(({ of, coefficients }) => [of, coefficients[0]?.[0], coefficients.at(-1)?.at(-1)])).toEqual([
      ["background", 1.1282, -1.4036],
      ["foreground", 1.0698, -2.7913],
    ]);
  });

  test("Opera Phenix without an index: names state four z-planes; projections beside them are named", async () => {
    const manifest = await open(scalefex);
    expect(seen(manifest)).toEqual({
      ...{ handler: "operaPhenix", images: 4, wells: ["K06"], sites: [23], channels: ["1"], z: [1, 2, 3, 4] },
      timepoints: [1],
      notices: ["FILES_UNMATCHED 4", "CALIBRATION_UNKNOWN 1"],
    });
    expect(manifest.notices[0]?.examples).toEqual([
      "max_proj.tiff",
      "max_proj_ds.tiff",
      "no_zstack_downsampled_output.tiff",
      "zstack_downsampled_output.tiff",
    ]);
  });

  test("CellVoyager: 3 wells × 4 sites × 4 z × 2 channels, corrections aside; images are all zero", async () => {
    const manifest = await open(cv8000);
    expect(seen(manifest)).toEqual({
      ...{ handler: "cellVoyager", images: 96, wells: ["D08", "E03", "F08"], sites: [1, 2, 3, 4] },
      ...{ channels: ["1", "2"], z: [1, 2, 3, 4], timepoints: [1], notices: ["CORRECTIONS_SET_ASIDE 6"] },
    });
    expect(manifest).toMatchObject({
      calibration: { pixelSizeUm: 0.325, zStepUm: 3 },
      objective: { name: "20x v2", magnification: 20, numericalAperture: null },
      plateFormat: { rows: 8, columns: 12 },
      startedAt: "2023-09-18T13:58:39.4014935+02:00",
      channels: [
        { name: "405", excitationNm: 405, emissionNm: 445, exposureMs: 100, color: "002fff" },
        { name: "488", excitationNm: 488, emissionNm: 525, exposureMs: 100, color: "00ffa1" },
      ],
    });
    const [first] = manifest.images;
    expect(first).toMatchObject({ position: { xUm: -567.1, yUm: -402.9 }, zUm: 0 });
    expect(first?.acquiredAt).toBe("2023-09-18T13:58:44.438+02:00");
    expect(manifest.images.at(-1)).toMatchObject({ position: { xUm: 82.8, yUm: 247 }, zUm: 9 });
  });

  test("ScanR without a descriptor: channels by name, z and time from 0", async () => {
    expect(seen(await open(scanr))).toEqual({
      ...{ handler: "scanR", images: 2, wells: ["A01"], sites: [1], channels: ["GFP", "mcherry"], z: [0] },
      ...{ timepoints: [0], notices: ["CALIBRATION_UNKNOWN 1"] },
    });
  });

  test.each([
    ["operetta", operetta],
    ["cellvoyager", cv8000],
    ["imagexpress", imageXpress],
  ] as const)(
    "openreadout reads the same of the plate of %s: fields, places, channels, calibration",
    async (name, root) => {
      const { images, channels, calibration, objective } = await open(root);
      const other = openreadout[name];
      const fields = new Map(images.toReversed().map((image) => [`${image.well} ${image.site}`, image]));
      expect([...fields.keys()].sort()).toEqual(other.fields.map(({ well, field }) => `${well} ${field}`).sort());
      for (const { well, field, x, y, acquired } of other.fields) {
        const own = fields.get(`${well} ${field}`);
        if (x !== null && y !== null) expect(own?.position).toEqual({ xUm: x, yUm: -y });
        if (acquired !== null && name !== "imagexpress")
          expect(own?.acquiredAt && Date.parse(own.acquiredAt)).toBe(Date.parse(acquired));
      }
      expect(calibration.pixelSizeUm).toBeCloseTo(other.pixelSizeUm, 9);
      if (name === "cellvoyager") expect(calibration.zStepUm).toBe(other.zStepUm);
      expect(objective).toMatchObject({
        magnification: other.magnification,
        numericalAperture: other.numericalAperture,
      });
      expect(
        channels.map(({ name: channel, excitationNm, emissionNm, exposureMs }) => [
          channel,
          excitationNm ?? null,
          emissionNm,
          exposureMs,
        ]),
      ).toEqual(
        other.channels
          .slice(0, channels.length)
          .map((one) => [one.name, one.excitation_nm, one.emission_nm, one.exposure_ms]),
      );
    },
  );

  test("Cytation: unpadded columns; masks beside the images are named", async () => {
    const manifest = await open(join(data, "cytodataframe/NF1_cellpainting_data_shrunken"));
    expect(seen(manifest)).toEqual({
      ...{ handler: "cytation", images: 6, wells: ["B07", "D06"], sites: [2, 3], channels: ["1", "2", "3"], z: [1] },
      timepoints: [1],
      notices: ["FILES_UNMATCHED 6", "GRID_UNKNOWN 1", "PLANES_MISSING 6", "CALIBRATION_UNKNOWN 1"],
    });
    expect(manifest.channels.map(({ name }) => name)).toEqual(["DAPI", "GFP", "RFP"]);
  });

  test.each([
    ["ExampleHuman", 3, ["D03"], [0], ["0", "1", "2"], []],
    [
      "ExampleIlluminationCorrection",
      18,
      ["O01", "O02", "O03", "O04", "O05", "O06"],
      [0, 1, 2],
      ["2"],
      ["GRID_UNKNOWN 1"],
    ],
  ])(
    "ArrayScan: %s, whose sites and channels count from 0",
    async (folder, images, wells, sites, channels, notices) => {
      expect(seen(await open(join(data, "cp_examples", folder)))).toEqual({
        ...{ handler: "cellomics", images, wells, sites, channels, z: [1], timepoints: [1] },
        notices: [...notices, "CALIBRATION_UNKNOWN 1"],
      });
    },
  );

  test("landmine 11: opening leaves every byte of the source as it was", async () => {
    for (const root of [operetta, scalefex, cv8000, scanr]) {
      const before = await snapshotTree(root);
      await open(root);
      expect(await snapshotTree(root)).toEqual(before);
    }
  });
});
