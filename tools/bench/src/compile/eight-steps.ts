import { definePipeline, step } from "@ohcs/context";
import {
  countNuclei,
  gaussianBlur,
  maxProjection,
  measureObjects,
  median,
  percentileNormalize,
  segmentNuclei,
  subtractBackground,
} from "@ohcs/functions";

/** A pipeline of eight steps with chains, a dictionary by channel, lengths in µm and named data. */
export const EIGHT_STEPS = definePipeline({
  name: "eight-steps",
  steps: [
    step("project", { func: maxProjection() }),
    step("correct", { func: [subtractBackground({ radius: { um: 30 } }), gaussianBlur()] }),
    step("smooth", { func: gaussianBlur({ sigma: { um: 1 } }) }),
    step("segment", {
      func: segmentNuclei(),
      inputs: { image: { from: "step:smooth", channel: "1" } },
      emits: { "labels:nuclei": "nuclei", "table:segmentation": "quality" },
    }),
    step("measure", {
      func: measureObjects(),
      inputs: {
        dna: { from: "step:correct", channel: "1" },
        gfp: { from: "step:correct", channel: "2" },
        labels: "labels:nuclei",
      },
      emits: ["table:nuclei"],
    }),
    step("count", {
      func: countNuclei(),
      inputs: { image: { from: "step:smooth", channel: "1" } },
      emits: ["table:counts"],
    }),
    step("sharpen", {
      func: { "1": median(), "2": [median(), gaussianBlur()] },
      unlisted: "pass",
      inputs: { image: "step:correct" },
    }),
    step("view", { func: percentileNormalize() }),
  ],
});
