/**
 * Pipelines that are built in: data like any other pipeline, made of the functions of this package.
 *
 * They name channels by role, `role:nuclei` and, in `measure`, `role:reporter`, whose columns are named `gfp`: a plate's
 * names tell which channels these are, or the configuration (`channelRoles`) says it. `ohcs presets measure` prints one.
 */
import { definePipeline, type PipelineSpec, step } from "@ohcs/context";
import { assembleLabels } from "../stitching/assemble-labels.ts";
import { assembleTiles } from "../stitching/assemble-tiles.ts";
import { ownObjects } from "../stitching/own-objects.ts";
import { measure, positions, project, segment } from "./preset-steps.ts";

const NUCLEI = "role:nuclei";

const stitch = step("stitch", {
  func: assembleTiles(),
  inputs: { image: "step:project", positions: "json:positions" },
});

/** Objects of all sites, each counted once: by the site whose centre is nearest. */
const own = step("own", {
  func: ownObjects(),
  inputs: { objects: "table:fieldNuclei", positions: "json:positions" },
  emits: ["table:nuclei"],
});

const mosaic = step("mosaic", {
  func: assembleLabels(),
  inputs: { labels: "labels:fieldNuclei", positions: "json:positions", objects: "table:nuclei" },
  emits: ["labels:nuclei"],
  materialize: true,
});

/** The built-in pipelines by name. */
export const presets: Readonly<Record<string, PipelineSpec>> = {
  "count-nuclei": definePipeline({
    name: "count-nuclei",
    steps: [project, segment(NUCLEI, "nuclei", true), measure("nuclei", { dna: NUCLEI }, true)],
  }),
  measure: definePipeline({
    name: "measure",
    steps: [project, segment(NUCLEI, "nuclei", true), measure("nuclei", { dna: NUCLEI, gfp: "role:reporter" }, true)],
  }),
  project: definePipeline({ name: "project", steps: [project] }),
  stitch: definePipeline({ name: "stitch", steps: [project, positions(NUCLEI), stitch] }),
  "stitch-and-count": definePipeline({
    name: "stitch-and-count",
    steps: [
      project,
      positions(NUCLEI),
      segment(NUCLEI, "fieldNuclei", false),
      measure("fieldNuclei", { dna: NUCLEI }, false),
      own,
      mosaic,
      stitch,
    ],
  }),
};
