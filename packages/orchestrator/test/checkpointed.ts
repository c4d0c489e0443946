import { definePipeline, type PipelineSpec, step } from "@ohcs/context";
import {
  assembleLabels,
  assembleTiles,
  gaussianBlur,
  maxProjection,
  measureObjects,
  ownObjects,
  segmentNuclei,
  tilePositions,
} from "@ohcs/functions";

/** What of {@link checkpointed} a test changes. */
export interface Changes {
  readonly sigma?: number;
  readonly minContrast?: number;
  readonly percentile?: number;
  /** Of the blurred images: whether they are stored, and as what. */
  readonly materialize?: boolean;
  readonly dtype?: "native" | "uint16";
}

/** Images, labels, tables and JSON of one step that later ones read, stored exactly as they are. */
export function checkpointed(changes: Changes = {}): PipelineSpec {
  const { sigma = 1, minContrast = 5, materialize = true, dtype = "native" } = changes;
  return definePipeline({
    name: "checkpointed",
    per: ["site"],
    steps: [
      step("project", { func: maxProjection() }),
      step("smooth", { func: gaussianBlur({ sigma }), materialize, dtype }),
      step("places", {
        func: tilePositions(),
        inputs: { image: { from: "step:project", channel: "1" } },
        emits: ["json:positions"],
      }),
      step("segment", {
        func: segmentNuclei({ minContrast }),
        inputs: { image: { from: "step:smooth", channel: "1" } },
        emits: { "labels:nuclei": "nuclei", "table:segmentation": "quality" },
        materialize: true,
      }),
      step("stitch", {
        func: assembleTiles(),
        inputs: { image: "step:smooth", positions: "json:positions" },
      }),
      step("measure", {
        func: measureObjects(),
        inputs: { labels: "labels:nuclei", dna: { from: "step:smooth", channel: "1" } },
        emits: ["table:nuclei"],
      }),
      step("own", {
        func: ownObjects(),
        inputs: { objects: "table:nuclei", positions: "json:positions" },
        emits: { "table:owned": "nuclei" },
      }),
      step("mosaic", {
        func: assembleLabels(),
        inputs: { labels: "labels:nuclei", positions: "json:positions", objects: "table:owned" },
        emits: ["labels:mosaic"],
      }),
    ],
  });
}
