import type { ImageStack, Json } from "@ohcs/context";
import { expect, test } from "vitest";
import { drawStack, environment } from "../../test/draw-stack.ts";
import { readCases, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { segmentNuclei } from "../segmentation/segment-nuclei.ts";
import { stackOf } from "../stack/planes.ts";
import { calculateThreshold, type PlateThreshold } from "./calculate-threshold.ts";
import { measureHistogram } from "./measure-histogram.ts";

interface Case {
  readonly name: string;
  readonly images: readonly StoredPlane[];
  readonly binWidth: number;
  readonly otsu: number;
  readonly minimumCrossEntropy: number;
}

const like = drawStack([[[0]]], { keys: [{ channel: "1" }] });

async function thresholdOf(images: readonly ImageStack[], method: "otsu" | "minimumCrossEntropy", binWidth = 1) {
  const values = await Promise.all(
    images.map(async (image) => {
      return (await measureHistogram.run({ image }, { binWidth }, environment())).outputs?.histogram as Json;
    }),
  );
  const histogram = { kind: "json", values, keys: values.map((_, i) => ({ well: `A${i}` })) } as const;
  const { outputs } = await calculateThreshold.run({ histogram }, { method }, environment());
  return outputs?.threshold as Json & { readonly channels: Readonly<Record<string, PlateThreshold>> };
}

test.each(readCases<Case>("illumination", "threshold"))(
  "calculateThreshold() equals scikit-image on the pooled samples of $name",
  async ({ images, binWidth, ...expected }) => {
    const stacks = images.map((image) => stackOf([restorePlane(image)], like));
    for (const method of ["otsu", "minimumCrossEntropy"] as const) {
      const { channels } = await thresholdOf(stacks, method, binWidth);
      expect(channels["1"]?.threshold).toBeCloseTo(expected[method], 9);
      expect(channels["1"]?.samples).toBe(stacks.reduce((sum, { data }) => sum + data.length, 0));
    }
  },
);

const field = (height: number) =>
  drawStack(
    [
      Array.from({ length: 40 }, (_, y) =>
        Array.from(
          { length: 40 },
          (_, x) => 100 + ((x * 7 + y * 13) % 5) + (Math.hypot(x - 20, y - 20) < 7 ? height : 0),
        ),
      ),
    ],
    { keys: [{ site: 1, channel: "1" }] },
  );

const parameters = {
  sigma: 1,
  method: "otsu",
  scope: "plate",
  log: false,
  correction: 1,
  minContrast: 5,
  border: 0.5,
  splitProminence: 0.05,
  minEdgeContrast: 0.1,
  minArea: 20,
} as const;

test("segmentNuclei() with scope 'plate' takes the plate's threshold: dim wells do not lower it for themselves", async () => {
  const [bright, dim] = [field(2000), field(60)];
  const value = await thresholdOf([bright, dim], "otsu");
  const threshold = { kind: "json", values: [value], keys: [{}] } as const;
  const count = async (image: ImageStack, rest: object) => {
    const { outputs = {} } = await segmentNuclei.run(
      { image, ...rest },
      { ...parameters, scope: "threshold" in rest ? "plate" : "image" },
      environment(),
    );
    return Math.max(...((outputs.nuclei as ImageStack).data as Uint32Array));
  };
  expect([await count(bright, { threshold }), await count(dim, { threshold })]).toEqual([1, 0]);
  expect([await count(bright, {}), await count(dim, {})]).toEqual([1, 1]);
});

test("segmentNuclei() reports scope and input that do not agree", () => {
  expect(() => segmentNuclei.run({ image: field(10) }, parameters, environment())).toThrow(
    expect.objectContaining({
      code: "INPUT_INVALID",
      message: expect.stringContaining("input 'threshold' is missing"),
    }),
  );
});
