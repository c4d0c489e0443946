/** A process of its own: runs a plate of real images as `ohcs run` would, and tells what memory that took. */
import { definePipeline, step } from "@ohcs/context";
import { maxProjection, measureHistogram } from "@ohcs/functions";
import { runPipeline } from "../plates/run-pipeline.ts";

/** Every plane is read and projected, the first channel counted; what is stored is small, so that the disk suffices. */
const PIPELINE = definePipeline({
  name: "count",
  steps: [
    step("project", { func: maxProjection(), materialize: false }),
    step("count", {
      func: measureHistogram({ binWidth: 256 }),
      inputs: { image: { from: "step:project", channel: "1" } },
      emits: ["json:histogram"],
    }),
  ],
});

const [plateRoot = ""] = process.argv.slice(2);
await runPipeline(PIPELINE, plateRoot, 2);
console.log(JSON.stringify({ peakBytes: process.resourceUsage().maxRSS * 1024 }));
