import { handlerConformance, memoryPlateReader, renderPlateFiles, tinyPlate } from "@ohcs/testkit";
import { describe, test } from "vitest";
import { patternHandler } from "../src/format/pattern-format.ts";
import { imageXpress } from "../src/formats.ts";
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

describe("imageXpress", () => {
  handlerConformance({
    test,
    create: () => imageXpress.create({}),
    plates: [imageXpressPlate],
    others: [namedPlate, zarrPlate],
  });
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
