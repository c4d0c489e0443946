import { join } from "node:path";
import { type Component, type PipelineSpec, step } from "@ohcs/context";
import { inlineRunner } from "@ohcs/executor/inline";
import { gaussianBlur, maxProjection, measureObjects, segmentNuclei } from "@ohcs/functions";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeSamplePlate, type SamplePlate } from "../../test/folders.ts";
import { treeOf } from "../../test/tree-of.ts";

const runner = inlineRunner({ importModule: (url) => import(url) });
let plate: SamplePlate;
beforeEach(async () => {
  plate = await makeSamplePlate({ sites: 3, z: 2, tile: 48, channels: 2, wells: 1, radius: [5, 7], overlap: 0 });
});
afterEach(() => plate.remove());

const project = step("project", { func: maxProjection(), inputs: { image: "pipelineStart" } });
const smooth = step("smooth", { func: gaussianBlur(), inputs: { image: "step:project" } });
const sharp = step("again", { func: gaussianBlur({ sigma: 2 }), inputs: { image: "step:smooth" } });

/** Measures channel 2 in what was found in channel 1: no combination of channels holds all that it needs. */
const joint = [
  step("segment", {
    func: segmentNuclei(),
    inputs: { image: { from: "step:project", channel: "1" } },
    emits: { "labels:nuclei": "nuclei", "table:segmentation": "quality" },
  }),
  step("measure", {
    func: measureObjects(),
    inputs: { labels: "labels:nuclei", other: { from: "step:project", channel: "2" } },
    emits: ["table:nuclei"],
  }),
];

async function run(steps: PipelineSpec["steps"], sequentialComponents: readonly Component[]) {
  const outputRoot = join(plate.folder, `out-${sequentialComponents.join("-")}`);
  const orchestrator = plate.orchestrator({ outputRoot });
  await orchestrator.initialize();
  const { plate: compiled, estimate } = await orchestrator.compilePipelines({ name: "p", steps, sequentialComponents });
  const { status, wells } = await orchestrator.executeCompiledPlate({ runner, tuning: { overlap: false } }).result;
  expect(Object.values(wells).map(({ error }) => error)).toEqual([null]);
  expect(status).toBe("complete");
  const tree = Object.entries(await treeOf(outputRoot)).filter(([path]) => !path.startsWith(".ohcs"));
  const fingerprint = compiled?.phases.get(0)?.contexts.first()?.fingerprint;
  return { tree, peak: wells.A01?.peakBytes, estimate: estimate.peakBytesPerWell, fingerprint };
}

const PLANE = 48 * 48;

test("sequentialComponents give the same bytes in every combination, and lower the peak of memory, exactly", async () => {
  const steps = [project, smooth, sharp];
  const whole = await run(steps, []);
  const peaks: unknown[] = [whole.peak];
  for (const components of [["channel"], ["site"], ["channel", "site"], ["site", "channel"]] as const) {
    const part = await run(steps, components);
    expect(part.tree).toEqual(whole.tree);
    expect(part.fingerprint).toBe(whole.fingerprint);
    expect(part.estimate).toBeLessThan(whole.estimate ?? 0);
    peaks.push(part.peak);
  }
  // While the last plane is smoothed: all projections (uint16) and smoothed planes (float32) of a pass, and 4 bytes a pixel of work on
  // one. The only plane of a pass is moved from step to step: what it is made of, and what is made of it, both float32.
  const expected = [6, 3, 2, 1, 1].map((planes) => (planes === 1 ? 8 : planes * 6 + 4));
  expect(peaks.map((peak) => Number(peak) / PLANE)).toEqual(expected);
});

test("what needs several combinations waits for the last of them, and comes out the same", async () => {
  const steps = [project, ...joint, { ...smooth, inputs: { image: "step:project" } }];
  const whole = await run(steps, []);
  for (const components of [["channel"], ["site"], ["site", "channel"]] as const) {
    const part = await run(steps, components);
    expect(part.tree).toEqual(whole.tree);
    expect(part.peak).toBeLessThan(whole.peak ?? 0);
  }
});
