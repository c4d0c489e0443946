/**
 * Pipelines that are built in: data like any other pipeline, made of the functions of this package.
 *
 * Nuclei are expected in channel 1, as most microscopes write them; `measure` also measures channel 2, under the name
 * `gfp`. For a plate with other channels, copy a preset and change it: `ohcs presets measure` prints one.
 */
import { definePipeline, type PipelineSpec, step } from "@ohcs/context";
import { assembleLabels } from "../stitching/assemble-labels.ts";
import { assembleTiles } from "../stitching/assemble-tiles.ts";
import { ownObjects } from "../stitching/own-objects.ts";
import { measure, positions, project, segment } from "./preset-steps.ts";

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
    steps: [project, segment("1", "nuclei", true), measure("nuclei", { dna: "1" }, true)],
  }),
  measure: definePipeline({
    name: "measure",
    steps: [project, segment("1", "nuclei", true), measure("nuclei", { dna: "1", gfp: "2" }, true)],
  }),
  project: definePipeline({ name: "project", steps: [project] }),
  stitch: definePipeline({ name: "stitch", steps: [project, positions("1"), stitch] }),
  "stitch-and-count": definePipeline({
    name: "stitch-and-count",
    steps: [
      project,
      positions("1"),
      segment("1", "fieldNuclei", false),
      measure("fieldNuclei", { dna: "1" }, false),
      own,
      mosaic,
      stitch,
    ],
  }),
};
