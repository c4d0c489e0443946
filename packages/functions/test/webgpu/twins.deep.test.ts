import {
  type FunctionInputs,
  type FunctionResult,
  type ImageStack,
  isDefinedFunction,
  type PixelArray,
} from "@ohcs/context";
import * as functions from "@ohcs/functions";
import type { Plane } from "@ohcs/kernels";
import { expect, test } from "vitest";
import { environment } from "../draw-stack.ts";
import { BEYOND_ONE_DIMENSION, type DrawnDtype, DTYPES, drawPlane, SIZES } from "./draw-planes.ts";
import type { GpuJobManner } from "./gpu-process.ts";
import { onSoftwareGpusAndInBrowser } from "./on-software-gpus.ts";
import { TWINS, type Twin } from "./twins.ts";

const defined = Object.values(functions).filter(isDefinedFunction);

test("every function that has code for a GPU is held to its twin", () => {
  const names = defined.filter(({ runOnGpu }) => runOnGpu !== null).map(({ declaration }) => declaration.name);
  expect(TWINS.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
});

test("every one of them takes planes larger than a binding in bands of rows", () => {
  expect(TWINS.filter((twin) => functionOf(twin).declaration.gpu?.bands !== true)).toEqual([]);
});

onSoftwareGpusAndInBrowser((gpu, testOnce, isPage) => {
  const callOnGpu = ({ name }: Twin, inputs: FunctionInputs, params: unknown, manner: GpuJobManner = {}) =>
    gpu().ask({ call: name, inputs, params, ...manner });

  /** Both results are those of one function, but for rounding. */
  async function expectTwins(twin: Twin, image: ImageStack, params: Parameters, manner?: GpuJobManner): Promise<void> {
    const [count, height, width] = image.shape;
    const inputs = { image, ...twin.besides?.(height, width) };
    const wanted = await functionOf(twin).run(inputs, params, environment({ calibration: { pixelSizeUm: null } }));
    const { value, error } = await callOnGpu(twin, inputs, params, manner);
    const subject = `${twin.name} ${JSON.stringify(params)} of ${count} × ${height} × ${width} ${image.dtype}`;
    expect(error, subject).toBeUndefined();
    const got = value as FunctionResult;
    const from = twin.isDifference === true ? image.data : null;
    expectSame(subject, got.image, wanted.image, twin.relative, from);
    expectSame(subject, labelsOf(got), labelsOf(wanted), 0);
    expect(recordsOf(got), subject).toEqual(recordsOf(wanted));
  }

  async function expectDeclaredMemory(twin: Twin, image: ImageStack, params: Parameters, manner?: GpuJobManner) {
    const [count, height, width] = image.shape;
    const inputs = { image, ...twin.besides?.(height, width) };
    const { peakBytes } = await callOnGpu(twin, inputs, params, { watch: true, ...manner });
    const { memoryFactor = 0, workPlanes = 0 } = functionOf(twin).declaration.gpu ?? {};
    const declared = 4 * height * width * (memoryFactor * count + workPlanes) + 2 ** 20;
    expect(peakBytes, twin.name).toBeLessThanOrEqual(declared);
  }

  test.each(TWINS)("$name gives on a GPU what it gives on the CPU", async (twin) => {
    for (const [k, size] of SIZES.entries()) {
      for (const dtype of DTYPES) {
        const planes = k % 2 === 0 ? 1 : 3;
        for (const params of twin.calls) await expectTwins(twin, drawFor(twin, dtype, size, planes), params);
      }
    }
  });

  const BINDING = 2 ** 17;

  // Bands are the same code wherever it runs, and take long.
  test.each(isPage ? [] : TWINS)("$name gives the same of planes larger than a binding", async (twin) => {
    const { leastBinding: maxBindingBytes = BINDING } = twin;
    const sizes = [
      [601, 101],
      [1400, 64],
      [420, 200],
    ] as const;
    for (const [k, [height, width]] of sizes.entries()) {
      const size = [height * (maxBindingBytes / BINDING), width] as const;
      // Each has a session of its own, whose pipelines take drivers long: one type of samples for each size will do.
      const image = drawFor(twin, DTYPES[k] ?? "uint8", size, 2);
      for (const params of twin.calls.slice(0, 2)) await expectTwins(twin, image, params, { maxBindingBytes });
    }
  });

  test("planes larger than a binding are refused where more rows around each are needed than fit", async () => {
    const inputs = { image: drawStack("uint16", [601, 101], 1) };
    const call = { call: "gaussianBlur", inputs, params: { sigma: 30 }, maxBindingBytes: BINDING };
    expect((await gpu().ask(call)).error?.code).toBe("GPU_PLANE_TOO_LARGE");
  });

  for (const twin of TWINS) {
    const [params = {}] = twin.calls;
    testOnce(`${twin.name} gives the same beyond one dispatch dimension`, async () => {
      await expectTwins(twin, drawFor(twin, "uint16", BEYOND_ONE_DIMENSION, 1), params);
    });
    testOnce(`${twin.name} holds no more memory than it declares`, async () => {
      for (const [dtype, planes] of [
        ["uint16", 1],
        ["float32", 1],
        ["float32", 3],
      ] as const)
        await expectDeclaredMemory(twin, drawFor(twin, dtype, [700, 701], planes), params);
    });
    testOnce(`${twin.name} holds no more memory than it declares of planes larger than a binding`, async () => {
      const image = drawFor(twin, "uint16", [700, 701], 1);
      await expectDeclaredMemory(twin, image, params, { maxBindingBytes: 2 ** 20 });
    });
  }
});

type Parameters = Twin["calls"][number];

function functionOf({ name }: Twin) {
  const found = defined.find(({ declaration }) => declaration.name === name);
  if (found === undefined) throw new Error(`no function '${name}'`);
  return found;
}

function labelsOf({ outputs }: FunctionResult): ImageStack | undefined {
  return outputs?.labels as ImageStack | undefined;
}

/** The outputs that are no images. */
function recordsOf({ outputs = {} }: FunctionResult) {
  const { labels: _, ...records } = outputs;
  return records;
}

function drawFor(twin: Twin, dtype: DrawnDtype, size: readonly [number, number], count: number): ImageStack {
  const { takesMask = false, takesSites = false } = twin;
  const stack = drawStack(dtype, size, takesMask ? 1 : count);
  if (takesSites) return asSites(stack);
  const mean = Float64Array.from(stack.data).reduce((sum, value) => sum + value / stack.data.length, 0);
  return takesMask ? { ...stack, data: stack.data.map((value) => (value > mean ? value : 0)) } : stack;
}

function asSites(stack: ImageStack): ImageStack {
  const [, , width] = stack.shape;
  const step = width - Math.max(14, Math.round(0.1 * width));
  return {
    ...stack,
    axis: "site",
    calibration: { pixelSizeUm: 1 },
    planes: stack.planes.map((_, s) => ({ site: s + 1, channel: "dapi" })),
    positions: stack.planes.map((_, s) => ({ xUm: s * step, yUm: 0 })),
  };
}

function drawStack(dtype: DrawnDtype, [height, width]: readonly [number, number], count: number): ImageStack {
  const planes = Array.from({ length: count }, (_, s) => drawPlane(dtype, [height, width], s + 1));
  return {
    data: joined(planes),
    dtype,
    shape: [count, height, width],
    kind: "intensity",
    memory: "cpu",
    axis: count > 1 ? "zIndex" : null,
    planes: planes.map((_, s) => ({ site: 2, channel: "dapi", zIndex: s + 1 })),
    positions: planes.map((_, s) => ({ xUm: 10 * s, yUm: 5 })),
    calibration: { pixelSizeUm: null },
  };
}

function joined(planes: readonly Plane[]): PixelArray {
  const [first = drawPlane("uint8", [0, 0])] = planes;
  const data = new (first.data.constructor as new (length: number) => PixelArray)(first.data.length * planes.length);
  for (const [s, plane] of planes.entries()) data.set(plane.data, s * first.data.length);
  return data;
}

/** Equal in everything but the samples, which may deviate by a fraction of what is wanted. */
function expectSame(
  subject: string,
  got: ImageStack | undefined,
  wanted: ImageStack | undefined,
  relative: number,
  from: PixelArray | null = null,
): void {
  const { data: gotData = [], ...gotRest } = got ?? {};
  const { data: wantedData = [], ...wantedRest } = wanted ?? {};
  expect(gotRest, subject).toEqual(wantedRest);
  expect([gotData.constructor.name, gotData.length], subject).toEqual([wantedData.constructor.name, wantedData.length]);
  const bad = wantedData.findIndex((value, i) => {
    const size = Math.abs(value) + Math.abs(from?.[i] ?? 0);
    return !(Math.abs((gotData[i] ?? Number.NaN) - value) <= relative * size);
  });
  expect(bad < 0 ? "equal" : `${gotData[bad]} instead of ${wantedData[bad]} at ${bad}`, subject).toBe("equal");
}
