/**
 * Pipelines that are built in: data like any other pipeline, made of the functions of this package.
 *
 * They name channels by role, `role:nuclei` and `role:reporter` (of Cell Painting `er`, `rna`, `agp` and `mito`): a plate's
 * names say which channels these are, or the configuration (`channelRoles`) does. `ohcs presets measure` prints one.
 */
import { definePipeline, type PipelineSpec, step } from "@ohcs/context";
import { measureImageQuality } from "../measure/measure-image-quality.ts";
import { assembleLabels, assembleTiles } from "../stitching/assemble.ts";
import {
  compare,
  cytoplasm,
  growCells,
  measure,
  nuclearness,
  own,
  ownCells,
  places,
  plateDiameter,
  positions,
  project,
  segment,
  singleCells,
  statistics,
} from "./preset-steps.ts";

const NUCLEI = "role:nuclei";
const REPORTER = "role:reporter";
/** Columns of the table of wells that statistics of a preset are computed from. */
const OF_NUCLEI = ["Count_*", "Median_Nuclei_AreaShape_Area", "Median_Nuclei_Intensity_MeanIntensity_*"];
const OF_CELLS = ["Count_*", "Median_*_AreaShape_Area", "Median_*_Intensity_MeanIntensity_*"];
const IMAGES = { DNA: NUCLEI, Reporter: REPORTER };
/** The stains of Cell Painting (Bray et al. 2016, Nat. Protoc. 11:1757), in which cells are found by that of RNA. */
const PAINTED = { DNA: NUCLEI, ER: "role:er", RNA: "role:rna", AGP: "role:agp", Mito: "role:mito" };

const stitch = step("stitch", {
  func: assembleTiles(),
  inputs: { image: "step:project", positions: "json:positions" },
});

const mosaic = step("mosaic", {
  func: assembleLabels(),
  inputs: { labels: "labels:fieldNuclei", positions: "json:positions", objects: "table:nuclei" },
  emits: ["labels:nuclei"],
  materialize: true,
});

/** Nuclei site by site, at the scale of each image. */
const nuclei = [project, nuclearness(NUCLEI), places(NUCLEI), segment(NUCLEI, "nuclei", true)];
/** The same at the scale of the plate. */
const nucleiOfOneScale = [...nuclei.slice(0, -1), ...plateDiameter(NUCLEI), segment(NUCLEI, "nuclei", true, "plate")];

/** Nuclei site by site, measured in the given images: those in overlaps, if there are any, are counted once. */
function nucleiOfSites(images: Readonly<Record<string, string>>, found: PipelineSpec["steps"] = nuclei) {
  return [...found, measure("labels:nuclei", images), own("site"), compare];
}

/** The built-in pipelines by name. */
export const presets: Readonly<Record<string, PipelineSpec>> = {
  "count-nuclei": definePipeline({
    name: "count-nuclei",
    steps: [...nucleiOfSites({ dna: NUCLEI }), statistics(...OF_NUCLEI)],
  }),
  "count-nuclei-one-scale": definePipeline({
    name: "count-nuclei-one-scale",
    steps: [...nucleiOfSites({ dna: NUCLEI }, nucleiOfOneScale), statistics(...OF_NUCLEI)],
  }),
  measure: definePipeline({
    name: "measure",
    steps: [...nucleiOfSites({ dna: NUCLEI, gfp: REPORTER }), statistics(...OF_NUCLEI)],
  }),
  cells: definePipeline({
    name: "cells",
    steps: [
      ...nuclei,
      growCells(REPORTER),
      cytoplasm(true),
      singleCells(IMAGES),
      ownCells,
      compare,
      statistics(...OF_CELLS),
    ],
  }),
  "cell-painting": definePipeline({
    name: "cell-painting",
    steps: [
      ...nuclei,
      growCells(PAINTED.RNA),
      cytoplasm(true),
      singleCells(PAINTED),
      ownCells,
      compare,
      statistics(...OF_CELLS),
    ],
  }),
  translocation: definePipeline({
    name: "translocation",
    steps: [
      ...nuclei,
      growCells(REPORTER, 5),
      cytoplasm(false),
      singleCells(IMAGES, ["shape", "intensity"]),
      ownCells,
      compare,
      statistics(...OF_CELLS, "Median_Cells_Ratio_NucleiToCytoplasm_*"),
    ],
  }),
  "image-quality": definePipeline({
    name: "image-quality",
    steps: [
      step("quality", {
        func: measureImageQuality(),
        inputs: {
          DNA: { from: "pipelineStart", channel: NUCLEI },
          Reporter: { from: "pipelineStart", channel: REPORTER },
        },
        emits: { "table:image": "quality" },
        materialize: true,
      }),
    ],
  }),
  project: definePipeline({ name: "project", steps: [project] }),
  stitch: definePipeline({ name: "stitch", steps: [project, positions(NUCLEI), stitch] }),
  "stitch-and-count": definePipeline({
    name: "stitch-and-count",
    steps: [
      project,
      nuclearness(NUCLEI),
      positions(NUCLEI),
      segment(NUCLEI, "fieldNuclei", false),
      measure("labels:fieldNuclei", { dna: NUCLEI }),
      own("mosaic"),
      mosaic,
      stitch,
      compare,
      statistics(...OF_NUCLEI),
    ],
  }),
};
