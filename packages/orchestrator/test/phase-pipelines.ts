import { definePipeline, type PipelineSpec, reduce, step } from "@ohcs/context";
import {
  calculateIllumination,
  calculateThreshold,
  correctIllumination,
  maxProjection,
  measureHistogram,
  measureIllumination,
  measureObjects,
  segmentNuclei,
} from "@ohcs/functions";

/** All that a plate can only know as a whole: how its channels are lit, then where the foreground of all wells begins. */
export const plateWide: PipelineSpec = definePipeline({
  name: "plate-wide",
  per: ["site"],
  steps: [
    step("project", { func: maxProjection() }),
    step("lit", { func: measureIllumination({ blockSize: 8 }), inputs: { image: "step:project" } }),
    reduce("illumination", {
      from: "json:illumination",
      func: calculateIllumination({ sigma: 20 }),
      emits: { "artifact:light": "illumination" },
    }),
    step("correct", {
      func: correctIllumination(),
      inputs: { image: "step:project", illumination: "artifact:light" },
      materialize: true,
    }),
    step("count", { func: measureHistogram(), inputs: { image: { from: "step:correct", channel: "1" } } }),
    reduce("threshold", { from: "json:histogram", func: calculateThreshold(), emits: ["artifact:threshold"] }),
    step("segment", {
      func: segmentNuclei({ scope: "plate", correction: 1 }),
      inputs: { image: { from: "step:correct", channel: "1" }, threshold: "artifact:threshold" },
      emits: { "labels:nuclei": "nuclei", "table:segmentation": "quality" },
    }),
    step("measure", {
      func: measureObjects(),
      inputs: { labels: "labels:nuclei", dna: { from: "step:correct", channel: "1" } },
      emits: ["table:nuclei"],
    }),
  ],
});
