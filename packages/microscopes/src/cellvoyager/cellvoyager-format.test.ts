import { memoryPlateReader, renderPlateFiles, tinyPlate } from "@ohcs/testkit";
import { expect, test } from "vitest";
import { tiffHeaderOf } from "../../test/read-tiff-header.ts";
import { cellVoyager } from "../formats.ts";
import { openReader } from "../open/open-reader.ts";

type Files = readonly (readonly [string, Uint8Array | string])[];

const NAME = "A01_T0001 [1] #2 -- x";
const design = tinyPlate({ layout: "cellvoyager", name: "plate", sites: 4, channels: 2, z: 2, timepoints: 2 });
const renamed = (text: string) => text.replaceAll("plate_", `${NAME}_`);
const files: Files = [...renderPlateFiles(design)].map(([path, bytes]) =>
  path.endsWith(".tif")
    ? [renamed(path), bytes]
    : [path, renamed(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes))],
);
const open = (changed: Files) =>
  openReader(memoryPlateReader({ name: "p", files: changed, readHeader: (_, bytes) => tiffHeaderOf(bytes) }), {
    handlers: [cellVoyager],
  });
const codesOf = ({ notices }: Awaited<ReturnType<typeof open>>) =>
  notices.map(({ code, count, examples }) => [code, count, examples[0]]);
/** The plate with the text of one file changed. */
const changing = (ending: string, change: (text: string) => string): Files =>
  files.map(([path, bytes]) => (path.endsWith(ending) ? [path, change(bytes as string)] : [path, bytes]));

test("trap: correction images are set aside; records, detail and settings are read: places, times, calibration, channels, objective", async () => {
  const manifest = await open(files);
  expect(codesOf(manifest)).toEqual([["CORRECTIONS_SET_ASIDE", 1, "DC_DCAM#1_CAM1.tif"]]);
  expect(manifest).toMatchObject({
    calibration: { pixelSizeUm: 0.65, zStepUm: 2 },
    calibrationSources: [{ from: "metadata", path: "MeasurementDetail.mrf", pixelSizeUm: 0.65 }],
    objective: { name: "10x", magnification: 10, numericalAperture: null },
    plateFormat: { rows: 8, columns: 12 },
    startedAt: "2024-01-02T12:00:00.000Z",
    channels: [
      { id: "1", name: "DAPI", excitationNm: 405, emissionNm: 452, exposureMs: 50, color: "00ff00" },
      { id: "2", name: "GFP", excitationNm: 488, emissionNm: 525, exposureMs: 100 },
    ],
  });
  expect(manifest.images[0]).toMatchObject({ well: "A01", site: 1, acquiredAt: "2024-01-02T12:00:00.000Z", zUm: 0 });
});

test("y points up in the records: site 1 of a raster is the upper left one", async () => {
  const { images } = await open(files);
  const places = new Map(images.map(({ site, position }) => [site, position]));
  expect([...places]).toEqual([
    [1, { xUm: -7.8, yUm: -7.8 }],
    [2, { xUm: 7.8, yUm: -7.8 }],
    [3, { xUm: -7.8, yUm: 7.8 }],
    [4, { xUm: 7.8, yUm: 7.8 }],
  ]);
});

test("error records are notices that name well, site and reason", async () => {
  const error =
    '<bts:MeasurementRecord bts:Type="ERR" bts:Row="2" bts:Column="2" bts:FieldIndex="3">Cannot focus</bts:MeasurementRecord>';
  const manifest = await open(changing(".mlf", (text) => text.replace("</bts:MeasurementData>", `${error}$&`)));
  expect(codesOf(manifest)).toContainEqual(["ACQUISITION_ERRORS", 1, "B02 site 3: Cannot focus"]);
});

test("images that records list and that are not there, and announced ones, are named", async () => {
  const manifest = await open(files.filter(([path]) => !/_B02_.*Z02C02/.test(path)));
  expect(codesOf(manifest)).toEqual([
    ["FILES_MISSING", 8, "A01_T0001 [1] #2 -- x_B02_T0001F001L01A02Z02C02.tif"],
    ["CORRECTIONS_SET_ASIDE", 1, "DC_DCAM#1_CAM1.tif"],
    ["PLANES_MISSING", 8, "B02 s001_w2_z002_t001"],
  ]);
  expect((await open(files.filter(([path]) => !path.includes("_B02_")))).absentWells).toEqual(["B02"]);
});

test("channels that were set up and never taken are no gap, announced ones without an image are", async () => {
  const more = changing(".mes", (text) => text.replace("</bts:ChannelList>", '<bts:Channel bts:Ch="3" />$&'));
  expect(codesOf(await open(more))).toHaveLength(1);
  const taken = changing(".mes", (text) => text.replace("<bts:ChannelList>", "<bts:Ch>3</bts:Ch>$&"));
  expect(codesOf(await open(taken))).toContainEqual(["ANNOUNCED_NOT_FOUND", 1, "channel '3'"]);
});

test.each([".mlf", ".mrf", ".mes"])("a damaged %s is a notice, and what the others state is read", async (ending) => {
  const manifest = await open(changing(ending, (text) => text.slice(0, 300)));
  expect(manifest.images).toHaveLength(64);
  expect(manifest.notices[0]).toMatchObject({ code: "METADATA_UNREADABLE", count: 1 });
  expect(manifest.calibration.pixelSizeUm).toBe(ending === ".mrf" ? null : 0.65);
});

test("channels with different pixel sizes give none, and both are shown", async () => {
  const manifest = await open(
    changing(".mrf", (text) => text.replaceAll(/(Ch="2".*?)0\.65(.*?)0\.65/g, "$10.325$20.325")),
  );
  expect(manifest.calibration.pixelSizeUm).toBeNull();
  expect(manifest.calibrationSources?.map(({ pixelSizeUm }) => pixelSizeUm)).toEqual([0.65, 0.325]);
});
