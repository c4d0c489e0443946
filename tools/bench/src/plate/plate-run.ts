/** A separate process: counts the nuclei of a plate, or runs the preset `cells`, like `ohcs run`, and reports time, memory and the count. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { definePipeline, step } from "@ohcs/context";
import {
  fillHoles,
  filterObjects,
  gaussianBlur,
  maxProjection,
  measureObjects,
  segmentNuclei,
  thresholdOtsu,
  watershed,
  whiteTopHat,
} from "@ohcs/functions";
import { presets } from "@ohcs/functions/presets";
import { runPipeline } from "../plates/run-pipeline.ts";
import { timed } from "../statistics/rounds.ts";

/** What a whole plate took, and what was found. */
export interface PlateRun {
  /** From the start of the workers to the last table; what is loaded before does not count. */
  readonly ms: number;
  readonly cpuMs: number;
  readonly peakBytes: number;
  readonly nuclei: number;
}

const [plateRoot = "", workers = "", topHatRadius = "", nucleiBy = "edges"] = process.argv.slice(2);
const radius = Number(topHatRadius);

const filters = radius > 0 ? [whiteTopHat({ radius, shape: "disk" })] : [];
const image = { image: { from: "step:project", channel: "1" } } as const;
/** As presets find nuclei, and by the operations of the peers one by one. */
const segmentations = {
  edges: [
    step("segment", {
      func: [...filters, segmentNuclei()],
      inputs: image,
      emits: { "labels:nuclei": "nuclei" },
      materialize: true,
    }),
  ],
  threshold: [
    step("part", {
      func: [...filters, gaussianBlur({ sigma: 1 }), thresholdOtsu({ minContrast: 0 }), fillHoles(), watershed()],
      inputs: image,
      emits: { "labels:parts": "labels" },
      materialize: false,
    }),
    step("segment", {
      func: filterObjects({ minArea: 30 }),
      inputs: { labels: "labels:parts" },
      emits: { "labels:nuclei": "labels" },
      materialize: true,
    }),
  ],
};
const counting = definePipeline({
  name: "count",
  per: ["site"],
  steps: [
    step("project", { func: maxProjection(), materialize: true }),
    ...segmentations[nucleiBy === "threshold" ? "threshold" : "edges"],
    step("measure", {
      func: measureObjects(),
      inputs: {
        labels: "labels:nuclei",
        dna: { from: "step:project", channel: "1" },
        gfp: { from: "step:project", channel: "2" },
      },
      emits: ["table:nuclei"],
    }),
  ],
});

const { cells = counting } = presets;
const [pipeline, results] = nucleiBy === "cells" ? [cells, "single_cells"] : [counting, "nuclei"];
let nuclei = 0;
const inspect = async (output: string) => {
  const table = await readFile(join(output, `images_results/${results}.csv`), "utf8");
  nuclei = table.trimEnd().split("\n").length - 1;
};
const { value, cpuMs } = await timed(() => runPipeline({ pipeline, plateRoot, workers: Number(workers), inspect }));
const run: PlateRun = { ms: value.ms, cpuMs, peakBytes: process.resourceUsage().maxRSS * 1024, nuclei };
console.log(JSON.stringify(run));
