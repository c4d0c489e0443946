/** A separate process: runs a plate of real images like `ohcs run`, and reports its memory. */
import { definePipeline, step } from "@ohcs/context";
import { maxProjection, measureHistogram } from "@ohcs/functions";
import { runPipeline } from "../plates/run-pipeline.ts";
import { summarize } from "../statistics/rounds.ts";
import type { PixelMemory } from "./pixel-memory.ts";

/** Every plane is read and projected, the first channel counted; the output is small, so that the disk suffices. */
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

const SAMPLE_MS = 100;

const [plateRoot = ""] = process.argv.slice(2);
const samples: number[] = [];
const timer = setInterval(() => samples.push(process.memoryUsage.rss()), SAMPLE_MS);
await runPipeline({ pipeline: PIPELINE, plateRoot, workers: 2 });
clearInterval(timer);
const memory: PixelMemory = {
  peakBytes: process.resourceUsage().maxRSS * 1024,
  medianBytes: summarize(samples).median,
};
console.log(JSON.stringify(memory));
