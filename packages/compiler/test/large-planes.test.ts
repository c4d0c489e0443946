import { catalogueOf, step } from "@ohcs/context";
import * as functions from "@ohcs/functions";
import { expect, test } from "vitest";
import { inventoryOf, sampleAdapter } from "./gpu-fixture.ts";
import { contextsOf, host, manifestOf } from "./plate-fixture.ts";

const catalogue = catalogueOf({ "@ohcs/functions": { ...functions } });

/** Planes of 8000 × 8000 px: 244 MiB on a device that binds 128 MiB to a kernel. */
function onLargePlanes() {
  const { images, ...plate } = manifestOf();
  const header = { width: 8000, height: 8000, dtype: "uint16", pages: 1 } as const;
  const manifest = { ...plate, images: images.map((image) => ({ ...image, header })) };
  return { catalogue, manifest, host: { ...host, gpu: inventoryOf(sampleAdapter("a", { memoryBytes: 1e11 })) } };
}

test("a chain on planes larger than a binding stays on the GPU from its upload to its download", () => {
  const { maxProjection, median, gaussianBlur, whiteTopHat, percentileNormalize, thresholdOtsu } = functions;
  const func = [maxProjection(), median(), gaussianBlur(), whiteTopHat(), percentileNormalize(), thresholdOtsu()];
  const [context] = contextsOf([step("mask", { func })], onLargePlanes());
  const calls = context?.stepPlans.first()?.func.get("*")?.toArray() ?? [];
  expect(calls.map(({ memory, reason }) => [memory, reason])).toEqual(
    func.map(() => ["webgpu", "preferred, and a GPU fits"]),
  );
});
