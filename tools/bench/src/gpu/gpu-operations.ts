import type {
  FunctionImplementation,
  FunctionInput,
  GpuFunctionInputs,
  GpuImageStack,
  GpuImplementation,
  GpuSession,
  ImageStack,
} from "@ohcs/context";
import {
  gaussianBlur,
  labelConnected,
  maxProjection,
  median,
  percentileNormalize,
  subtractBackground,
  thresholdOtsu,
  whiteTopHat,
} from "@ohcs/functions";

/** The operation measured on both sides: one function, or a chain of functions. */
export interface GpuOperation {
  readonly name: string;
  /** How many planes go in. */
  readonly planes: number;
  readonly onCpu: (image: ImageStack) => Promise<ImageStack>;
  /** Returns the planes to download; null if the function has downloaded its result itself. */
  readonly onGpu: (session: GpuSession, image: GpuImageStack) => Promise<GpuImageStack | null>;
}

const environment = {
  calibration: { pixelSizeUm: null },
  key: {},
  grid: null,
  contributors: [],
  signal: new AbortController().signal,
};

/** A function with its parameters, on either side. */
interface Call {
  readonly name: string;
  readonly cpu: (inputs: Readonly<Record<string, FunctionInput>>) => Promise<ImageStack>;
  readonly gpu: (session: GpuSession, inputs: GpuFunctionInputs) => Promise<GpuImageStack | undefined>;
}

/** The part of a defined function that is called here. */
interface TwinOf<Params> {
  readonly declaration: { readonly name: string };
  readonly run: FunctionImplementation<Params>;
  readonly runOnGpu: GpuImplementation<Params> | null;
}

function call<Params>({ declaration, run, runOnGpu }: TwinOf<Params>, params: Params): Call {
  return {
    name: declaration.name,
    async cpu(inputs) {
      const { image, outputs } = await run(inputs, params, environment);
      return image ?? (outputs?.labels as ImageStack);
    },
    gpu: async (session, inputs) => (await runOnGpu?.(session, inputs, params, environment))?.image,
  };
}

const blur = call(gaussianBlur, { sigma: 2 });
const project = call(maxProjection, {});
const smallMedian = call(median, { size: 3 });
const topHat = call(whiteTopHat, { radius: 10, shape: "disk" });

export const GPU_OPERATIONS: readonly GpuOperation[] = [
  chain("gaussianBlur, sigma 2", 1, [blur]),
  chain("median, 3 × 3", 1, [smallMedian]),
  chain("whiteTopHat, disk of 10 px", 1, [topHat]),
  chain("subtractBackground, radius 50 px", 1, [call(subtractBackground, { radius: 50 })]),
  chain("percentileNormalize", 1, [call(percentileNormalize, { low: 1, high: 99 })]),
  chain("thresholdOtsu", 1, [call(thresholdOtsu, { correction: 1, minContrast: 5 })]),
  chain("labelConnected", 1, [call(labelConnected, { connectivity: 8 })]),
  chain("maxProjection of 5 planes", 5, [project]),
  chain("chain: maxProjection of 5 planes, median, whiteTopHat, gaussianBlur", 5, [project, smallMedian, topHat, blur]),
];

function chain(name: string, planes: number, calls: readonly Call[]): GpuOperation {
  return {
    name,
    planes,
    async onCpu(image) {
      let value = image;
      for (const { cpu } of calls) value = await cpu({ image: value });
      return value;
    },
    async onGpu(session, image) {
      let value: GpuImageStack | undefined = image;
      for (const { gpu } of calls) {
        const made: GpuImageStack | undefined = value && (await gpu(session, { image: value }));
        if (value !== undefined && value !== image) session.release(...value.data);
        value = made;
      }
      return value ?? null;
    },
  };
}
