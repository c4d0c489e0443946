import { memoryPlateReader, renderPlateFiles, tinyPlate } from "@ohcs/testkit";
import { expect, test } from "vitest";
import { tiffHeaderOf } from "../../test/read-tiff-header.ts";
import { scanR } from "../formats.ts";
import { openReader } from "../open/open-reader.ts";

type Files = readonly (readonly [string, Uint8Array | string])[];

const design = tinyPlate({ layout: "scanr", sites: 6, channels: 2, z: 2, timepoints: 2 });
const files: Files = [...renderPlateFiles(design)].map(([path, bytes]) =>
  path.endsWith(".xml") ? [path, new TextDecoder("latin1").decode(bytes)] : [path, bytes],
);
const open = (changed: Files) =>
  openReader(memoryPlateReader({ name: "p", files: changed, readHeader: (_, bytes) => tiffHeaderOf(bytes) }), {
    handlers: [scanR],
  });
const codesOf = ({ notices }: Awaited<ReturnType<typeof open>>) =>
  notices.map(({ code, count, examples }) => [code, count, examples[0]]);
const changing = (change: (text: string) => string): Files =>
  files.map(([path, content]) => (typeof content === "string" ? [path, change(content)] : [path, content]));
const placesOf = ({ images }: Awaited<ReturnType<typeof open>>) => [
  ...new Map(images.map(({ site, position }) => [site, position && [position.xUm, position.yUm]])),
];

test("the descriptor is read: grid, places, calibration, channels by name, z and time from 0", async () => {
  const manifest = await open(files);
  expect(manifest.notices).toEqual([]);
  expect(manifest).toMatchObject({
    wells: ["A01", "B02"],
    grid: { rows: 2, columns: 3 },
    calibration: { pixelSizeUm: 0.65, zStepUm: 2 },
    plateFormat: { rows: 8, columns: 12 },
    channels: [
      { id: "DAPI", name: "DAPI", exposureMs: 50 },
      { id: "GFP", name: "GFP", exposureMs: 100 },
    ],
  });
  expect([...new Set(manifest.images.map(({ zIndex, timepoint }) => `${zIndex} ${timepoint}`))].sort()).toEqual([
    "0 0",
    "0 1",
    "1 0",
    "1 1",
  ]);
});

test("sites are numbered row by row, which determines the directions of their places", async () => {
  const down = [
    [1, [-15.6, -7.8]],
    [2, [0, -7.8]],
    [3, [15.6, -7.8]],
    [4, [-15.6, 7.8]],
    [5, [0, 7.8]],
    [6, [15.6, 7.8]],
  ];
  expect(placesOf(await open(files))).toEqual(down);
  const upwards = changing((text) =>
    text.replaceAll(/(<Name>Y<\/Name><Val>)(-?)/g, (_, begin, sign) => `${begin}${sign ? "" : "-"}`),
  );
  expect(placesOf(await open(upwards))).toEqual(down);
});

test("places that contradict the numbers of sites are not used", async () => {
  const shuffled = changing((text) => text.replace("<Name>Y</Name><Val>7.8", "<Name>Y</Name><Val>-17.8"));
  expect(placesOf(await open(shuffled)).map(([, place]) => place)).toEqual(Array(6).fill(null));
});

test("trap: empty fields and -- in names: a well without its label is found by its number, a channel without a name is 1", async () => {
  const unlabelled = files.map(([path, bytes]) => [path.replace(/data\/[AB]\d--/, "data/--"), bytes] as const);
  expect((await open(unlabelled)).wells).toEqual(["A01", "B02"]);
  const bare: Files = [["A1--W00001--P00001--Z00000--T00000--.tif", new Uint8Array()]];
  expect((await open(bare)).images[0]).toMatchObject({ well: "A01", channel: "1" });
});

test("a table of wells names those that have a number only", async () => {
  const table = `<Array><Name>well selection table + cDNA</Name><Dimsize>2</Dimsize><String><Name/><Val>3</Val></String>
    <String><Name/><Val>C7</Val></String></Array>`;
  const text = `<Cluster><Name>scan</Name>${table}</Cluster>`;
  const { wells } = await open([
    ["--W00003--P00001--Z00000--T00000--DAPI.tif", ""],
    ["experiment_descriptor.xml", text],
  ]);
  expect(wells).toEqual(["C07"]);
});

test("announced channels, z-planes and timepoints without an image are named, counted from 0", async () => {
  const manifest = await open(files.filter(([path]) => !/--GFP|--T00001/.test(path)));
  expect(codesOf(manifest)).toEqual([["ANNOUNCED_NOT_FOUND", 2, "channel 'GFP'"]]);
  expect(manifest.notices[0]?.examples).toEqual(["channel 'GFP'", "timepoint '1'"]);
});

test("a damaged descriptor is a notice, and names are read", async () => {
  const manifest = await open(changing((text) => text.slice(0, 200)));
  expect(manifest.images).toHaveLength(96);
  expect(manifest.notices[0]).toMatchObject({ code: "METADATA_UNREADABLE" });
});
