import { handlerConformance, memoryPlateReader, renderPlateFiles, tinyPlate } from "@ohcs/testkit";
import { describe, test } from "vitest";
import { patternHandler } from "../src/format/pattern-format.ts";
import { cellVoyager, imageXpress, inCell, operaPhenix, scanR } from "../src/formats.ts";
import { omeZarr } from "../src/zarr/ome-zarr.ts";
import { tiffHeaderOf } from "./read-tiff-header.ts";
import { zarrField, zarrReading } from "./zarr-reading.ts";

const readHeader = (_: string, bytes: Uint8Array) => tiffHeaderOf(bytes);
const wells = ["A01", "B02"];
const imageXpressPlate = memoryPlateReader({
  name: "metaxpress",
  readHeader,
  files: renderPlateFiles(tinyPlate({ wells, sites: 2, channels: 2, z: 2 })),
});
const namedPlate = memoryPlateReader({
  name: "named",
  files: wells.flatMap((well) => ["1", "2"].map((ch) => [`${well}-${ch}.tif`, ch] as const)),
});
const zarrPlate = memoryPlateReader({
  name: "zarr",
  files: [],
  surveyZarr: async () => zarrReading(wells.map((well) => zarrField(well, 1))),
});

/** Plates of the other vendors; each is none of the others'. */
const plates = (["phenix", "cellvoyager", "scanr"] as const).map((layout) =>
  memoryPlateReader({
    name: layout,
    readHeader,
    files: renderPlateFiles(tinyPlate({ layout, wells, sites: 2, channels: 2, z: 2 })),
  }),
);

describe("imageXpress", () => {
  handlerConformance({
    test,
    create: () => imageXpress.create({}),
    plates: [imageXpressPlate],
    others: [namedPlate, zarrPlate, ...plates],
  });
});

describe.each([
  ["operaPhenix", operaPhenix, 0],
  ["cellVoyager", cellVoyager, 1],
  ["scanR", scanR, 2],
] as const)("%s", (_, handler, own) => {
  handlerConformance({
    test,
    create: () => handler.create({}),
    plates: plates.slice(own, own + 1),
    others: [imageXpressPlate, namedPlate, zarrPlate, ...plates.filter((__, i) => i !== own)],
  });
});

describe("inCell", () => {
  const names = wells.flatMap((well) =>
    [1, 2].map((field) => `${well[0]} - ${Number(well.slice(1))}(fld ${field}).tif`),
  );
  const plate = memoryPlateReader({ name: "incell", files: names.map((name) => [name, name]) });
  handlerConformance({ test, create: () => inCell.create({}), plates: [plate], others: [imageXpressPlate, ...plates] });
});

describe("pattern", () => {
  handlerConformance({
    test,
    create: () => patternHandler().create({ pattern: "^(?<well>[A-P]\\d+)-(?<ch>\\d)\\.tif$" }),
    plates: [namedPlate],
    others: [imageXpressPlate, zarrPlate],
  });
});

describe("omeZarr", () => {
  handlerConformance({
    test,
    create: () => omeZarr.create({}),
    plates: [zarrPlate],
    others: [imageXpressPlate, namedPlate],
  });
});
