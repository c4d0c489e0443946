import type { FunctionInputs, ImageStack, Json } from "@ohcs/context";
import { describe, expect, test } from "vitest";
import { drawStack, environment } from "../../test/draw-stack.ts";
import { largestDifference, readCases, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { stackOf } from "../stack/planes.ts";
import { calculateIllumination, type IlluminationFunction } from "./calculate-illumination.ts";
import { correctIllumination } from "./correct-illumination.ts";
import { measureIllumination } from "./measure-illumination.ts";

interface Case {
  readonly name: string;
  readonly images: readonly StoredPlane[];
  readonly blockSize: number;
  readonly sigma: number;
  readonly function: StoredPlane;
  readonly corrected: StoredPlane;
}

interface Illumination {
  readonly channels: Readonly<Record<string, IlluminationFunction>>;
}

const like = drawStack([[[0]]], { keys: [{ channel: "1" }] });
const stackFor = (image: StoredPlane): ImageStack => stackOf([restorePlane(image)], like);

async function sketchOf(image: ImageStack, blockSize?: number): Promise<Json> {
  const parameters = blockSize === undefined ? {} : { blockSize };
  const { outputs } = await measureIllumination.run({ image }, parameters, environment());
  return outputs?.illumination as Json;
}

function wellsOf(sketches: readonly Json[]): FunctionInputs {
  const keys = sketches.map((_, i) => ({ well: `A${i + 1}` }));
  return { illumination: { kind: "json", values: sketches, keys } };
}

async function channelsOf(sketches: readonly Json[], sigma: number) {
  const parameters = { sigma, minimum: 0.05 };
  const { outputs = {} } = await calculateIllumination.run(wellsOf(sketches), parameters, environment());
  return (outputs.illumination as unknown as Illumination).channels;
}

describe.each(readCases<Case>("illumination", "illumination"))("illumination of $name", (each) => {
  const measured = () => Promise.all(each.images.map((image) => sketchOf(stackFor(image), each.blockSize)));

  test("equals that of SciPy to 1e-6", async () => {
    const channels = await channelsOf(await measured(), each.sigma);
    const { values = [] } = channels["1"] ?? {};
    expect(largestDifference(Float64Array.from(values), restorePlane(each.function).data)).toBeLessThan(1e-6);
  });

  test("corrects an image as SciPy does, to a millionth of its intensities", async () => {
    const channels = await channelsOf(await measured(), each.sigma);
    const illumination = { kind: "json", values: [{ channels } as unknown as Json], keys: [{}] } as const;
    const image = stackFor(each.images[0] as StoredPlane);
    const { image: corrected } = await correctIllumination.run({ image, illumination }, {}, environment());
    const expected = restorePlane(each.corrected).data;
    expect(largestDifference(corrected?.data ?? new Float32Array(0), expected)).toBeLessThan(2e-3);
  });
});

test("calculateIllumination() averages to 1, keeps channels apart, and gives the same bytes for the wells folded in halves", async () => {
  const image = (offset: number, channel: string) => {
    const rows = Array.from({ length: 6 }, (_, y) => Array.from({ length: 6 }, (_, x) => offset + x * 3 + y));
    return drawStack([rows], { keys: [{ channel }] });
  };
  const sketches = await Promise.all(
    [1, 2, 3, 4].flatMap((i) => [sketchOf(image(i * 100, "1")), sketchOf(image(i * 7, "2"))]),
  );
  const channels = await channelsOf(sketches, 2);
  expect(Object.keys(channels)).toEqual(["1", "2"]);
  for (const { values, planes } of Object.values(channels)) {
    expect(planes).toBe(4);
    expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(1, 6);
  }
  const { fold } = calculateIllumination;
  if (fold === null) throw new Error("no fold");
  const parameters = { sigma: 2, minimum: 0.05 };
  const [a, b] = [sketches.slice(0, 4), sketches.slice(4)].map((half) => {
    return fold.add(fold.empty(parameters), wellsOf(half), parameters);
  });
  const halves = await fold.finish(fold.merge(a, b, parameters), parameters, environment(), {});
  expect(JSON.stringify(halves.outputs?.illumination)).toBe(JSON.stringify({ channels }));
});

test("correctIllumination() names the channel that has no illumination function", async () => {
  const image = drawStack([[[1, 2]]], { keys: [{ channel: "3" }] });
  const illumination = { kind: "json", values: [{ channels: { "1": {} } }], keys: [{}] } as const;
  expect(() => correctIllumination.run({ image, illumination }, {}, environment())).toThrow(
    expect.objectContaining({ code: "INPUT_INVALID", message: expect.stringContaining("channel '3'") }),
  );
});

test("planes of different size cannot be averaged", async () => {
  const sketches = await Promise.all([sketchOf(drawStack([[[1, 2]]])), sketchOf(drawStack([[[1], [2]]]))]);
  await expect(channelsOf(sketches, 1)).rejects.toMatchObject({ code: "PLANE_SHAPE_MISMATCH" });
});
