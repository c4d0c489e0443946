import { catalogueOf, step } from "@ohcs/context";
import * as functions from "@ohcs/functions";
import { expect, test } from "vitest";
import { compilePlate } from "../src/compile-plate.ts";
import { inventoryOf, sampleAdapter } from "./gpu-fixture.ts";
import { contextsOf, host, inputOf, manifestOf } from "./plate-fixture.ts";

const catalogue = catalogueOf({ "@ohcs/functions": { ...functions } });

/** Planes of 8000 × 8000 px: 244 MiB on a device that binds 128 MiB to a kernel. */
function onLargePlanes() {
  const { images, ...plate } = manifestOf();
  const header = { width: 8000, height: 8000, dtype: "uint16", pages: 1 } as const;
  const manifest = { ...plate, images: images.map((image) => ({ ...image, header })) };
  return { catalogue, manifest, host: { ...host, gpu: inventoryOf(sampleAdapter("a", { memoryBytes: 1e11 })) } };
}

test("a chain on planes larger than a binding stays on the GPU from its upload to its download", () => {
  const { maxProjection, median, subtractBackground, gaussianBlur, percentileNormalize, thresholdOtsu } = functions;
  const smooth = [maxProjection(), median(), subtractBackground(), gaussianBlur()];
  const func = [...smooth, percentileNormalize(), thresholdOtsu()];
  const [context] = contextsOf([step("mask", { func })], onLargePlanes());
  const calls = context?.stepPlans.first()?.func.get("*")?.toArray() ?? [];
  expect(calls.map(({ memory, reason }) => [memory, reason])).toEqual(
    func.map(() => ["webgpu", "preferred, and a GPU fits"]),
  );
});

test("planes larger than a binding are corrected for illumination on the GPU, behind the reduction that estimates it", () => {
  const { measureIllumination, calculateIllumination, correctIllumination } = functions;
  const steps = [
    step("light", { func: measureIllumination() }),
    {
      kind: "reduce" as const,
      name: "estimate",
      from: "json:illumination",
      func: calculateIllumination(),
      emits: { "artifact:light": "illumination" },
    },
    step("correct", {
      func: correctIllumination(),
      inputs: { image: "pipelineStart", illumination: "artifact:light" },
    }),
  ];
  const { plate, diagnostics } = compilePlate(inputOf(steps, onLargePlanes()));
  expect(diagnostics).toEqual([]);
  const phase = plate?.phases.findLast(({ kind }) => kind === "map");
  const correct = phase?.contexts.first()?.stepPlans.last();
  expect(correct?.func.get("*")?.first()).toMatchObject({ memory: "webgpu", reason: "preferred, and a GPU fits" });
});
