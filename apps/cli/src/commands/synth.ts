import { defineCommand } from "../program/command.ts";
import { between, countOrList, integer, oneOf, pair } from "../program/option-values.ts";
import { option } from "../program/options.ts";

/** `ohcs synth`: a plate with known truth. */
export const synth = defineCommand({
  name: "synth",
  summary: "Make a synthetic plate with known truth",
  arguments: { directory: "folder for the plate, its truth.json and its plate-map.csv" },
  options: {
    name: option("name", "name of the plate's folder", { usual: "synth" }),
    layout: option("layout", "vendor's folder layout: imagexpress, phenix, cellvoyager, scanr or ome-tiff", {
      usual: "imagexpress",
      parse: oneOf("imagexpress", "phenix", "cellvoyager", "scanr", "ome-tiff"),
    }),
    plate: option("wells", "plate format: 6, 12, 24, 48, 96, 384 or 1536 wells", { usual: "96", parse: integer(1) }),
    wells: option("n|list", "how many wells to image, or which: A01,A02", { usual: "24", parse: countOrList }),
    grid: option("rows×columns", "tiles of a well, 3x3", { usual: "3x3", parse: pair }),
    tile: option("width×height", "size of a tile in px, 512x512", { usual: "512x512", parse: pair }),
    channels: option("n", "channels", { usual: "2", parse: integer(1) }),
    z: option("n", "z planes", { usual: "3", parse: integer(1) }),
    timepoints: option("n", "timepoints", { usual: "1", parse: integer(1) }),
    cells: option("n", "cells of a well", { usual: "one per 10,000 px²", parse: integer(0) }),
    overlap: option("fraction", "overlap of neighbouring tiles", { usual: "0.1", parse: between(0, 0.9) }),
    seed: option("n", "equal seeds make equal plates", { usual: "1", parse: integer(0) }),
    missing: option("n", "planes that are left out", { usual: "0", parse: integer(0) }),
    corrupt: option("n", "planes that are cut short", { usual: "0", parse: integer(0) }),
  },
  examples: ["ohcs synth demo --plate 24 --wells 8 --grid 2x2 --seed 7"],
  run: async (values, session) => (await import("../synth/synthesize.ts")).synthesize(values, session),
});
