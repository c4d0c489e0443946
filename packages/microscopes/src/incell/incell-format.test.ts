import { memoryPlateReader } from "@ohcs/testkit";
import { expect, test } from "vitest";
import { incellName, incellPlanes, incellXdce, latin1 } from "../../test/incell-plate.ts";
import { inCell } from "../formats.ts";
import { openReader } from "../open/open-reader.ts";

type Files = readonly (readonly [string, Uint8Array | string])[];

const xdce = incellXdce();
const tiffs: Files = incellPlanes.map((plane) => [incellName(plane), "pixels"]);

const open = (files: Files) => openReader(memoryPlateReader({ name: "p", files }), { handlers: [inCell] });
const withXdce = (text: string, files: Files = tiffs): Files => [...files, ["plate.xdce", latin1(text)]];
const codesOf = ({ notices }: Awaited<ReturnType<typeof open>>) =>
  notices.map(({ code, count, examples }) => [code, count, examples[0]]);

test("the .xdce file is read: numbers, channels, calibration in Latin-1, objective, heights", async () => {
  const manifest = await open(withXdce(xdce));
  expect(manifest.notices).toEqual([]);
  expect(manifest).toMatchObject({
    wells: ["B03", "C04"],
    calibration: { pixelSizeUm: 0.325 },
    plateFormat: { rows: 8, columns: 12 },
    objective: { name: "Nikon 20X/0.45", magnification: 20, numericalAperture: 0.45 },
    channels: [
      { id: "1", name: "DAPI", excitationNm: 350, emissionNm: 455, exposureMs: 100 },
      { id: "2", name: "Cy3", exposureMs: 101 },
    ],
  });
  expect(manifest.images.map(({ site, channel, zIndex, timepoint }) => [site, channel, zIndex, timepoint])[3]).toEqual([
    2,
    "2",
    1,
    1,
  ]);
});

test("the direction of y follows from the rows of wells, and without a second row positions are unknown", async () => {
  const { images: own } = await open(withXdce(xdce));
  expect([own[0]?.position, own.at(-1)?.position, own[0]?.zUm]).toEqual([
    { xUm: 27_300, yUm: 0 },
    { xUm: 36_600, yUm: 9000 },
    8491.5,
  ]);
  const oneRow = await open(withXdce(xdce.replaceAll('<Row number="3"/>', '<Row number="2"/>')));
  expect(oneRow.images.every(({ position }) => position === null)).toBe(true);
});

test("the size of binned pixels is not stated, so it is unknown", async () => {
  const manifest = await open(withXdce(xdce.replace("1 X 1", "2 X 2")));
  expect(manifest.calibration.pixelSizeUm).toBeNull();
});

test("images that are listed and absent, present and not listed, or listed elsewhere are named", async () => {
  const changed = xdce.replace('<Row number="2"/><Column number="3"/>', '<Row number="2"/><Column number="5"/>');
  const files: Files = [...tiffs.slice(0, -1), ["B - 9(fld 1 wv DAPI - DAPI).tif", ""]];
  expect(codesOf(await open(withXdce(changed, files))).slice(0, 3)).toEqual([
    ["FILES_MISSING", 1, "C - 4(fld 2 wv Cy3 - Cy3).tif"],
    ["METADATA_CONTRADICTS", 1, "B - 3(fld 1 wv DAPI - DAPI).tif"],
    ["FILES_UNMATCHED", 1, "B - 9(fld 1 wv DAPI - DAPI).tif"],
  ]);
});

test("without an .xdce file, or with a damaged one, names are read", async () => {
  const manifest = await open(tiffs);
  expect([manifest.wells, manifest.channels.map(({ id }) => id)]).toEqual([
    ["B03", "C04"],
    ["Cy3 - Cy3", "DAPI - DAPI"],
  ]);
  const damaged = await open(withXdce(xdce.slice(0, 400)));
  expect([damaged.images.length, damaged.notices[0]?.code]).toEqual([8, "METADATA_UNREADABLE"]);
});
