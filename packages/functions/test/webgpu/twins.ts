import type { FunctionInput, JsonInput } from "@ohcs/context";
import type * as functions from "@ohcs/functions";

/** How a function's code for a GPU is held to that for the CPU. */
export interface Twin {
  readonly name: keyof typeof functions & string;
  /** Parameters to try, each with all sizes and sample types. */
  readonly calls: readonly Readonly<Record<string, unknown>>[];
  /** Greatest deviation as a fraction of the CPU's value; 0 for results that are integers. */
  readonly relative: number;
  /** The result is a difference: it deviates by that fraction of what it was taken from. */
  readonly isDifference?: boolean;
  /** Samples that the mean of the image exceeds become 0, and there is one plane. */
  readonly takesMask?: boolean;
  /** The least binding, in bytes, that it works on bands with: as many as the counters of 16 bits take, where it counts. */
  readonly leastBinding?: number;
  /** Planes are sites that overlap by 14 px at least. */
  readonly takesSites?: boolean;
  /** What is handed over beside the image of this size. */
  readonly besides?: (height: number, width: number) => Readonly<Record<string, FunctionInput>>;
}

/** Every function that has code for a GPU. */
export const TWINS: readonly Twin[] = [
  { name: "gaussianBlur", calls: [{ sigma: 1 }, { sigma: 8.5 }, { sigma: 0 }], relative: 1e-5 },
  { name: "median", calls: [{ size: 3 }, { size: 5 }], relative: 0 },
  { name: "whiteTopHat", calls: [3, 10.4].map((radius) => ({ radius, shape: "disk" })), relative: 0 },
  { name: "percentileNormalize", calls: [{ low: 1, high: 99 }], relative: 1e-5 },
  { name: "maxProjection", calls: [{}], relative: 0 },
  { name: "meanProjection", calls: [{}], relative: 1e-5 },
  {
    name: "thresholdOtsu",
    calls: [
      { correction: 1, minContrast: 5 },
      { correction: 0.7, minContrast: 0.5 },
    ],
    relative: 0,
    leastBinding: 2 ** 18,
  },
  {
    name: "subtractBackground",
    calls: [3, 40].map((radius) => ({ radius })),
    relative: 1e-5,
    isDifference: true,
  },
  { name: "labelConnected", calls: [{ connectivity: 4 }, { connectivity: 8 }], relative: 0, takesMask: true },
  {
    name: "tilePositions",
    calls: [{ reach: 10, minCorrelation: 0.15, maxResidual: 2, overlap: 0.1, unstaged: "grid" }],
    relative: 0,
    takesSites: true,
  },
  { name: "correctIllumination", calls: [{}], relative: 1e-5, besides: illuminationOf },
];

/** An illumination function of blocks of 4 px that falls off to the lower right. */
function illuminationOf(height: number, width: number): { readonly illumination: JsonInput } {
  const [rows, columns] = [Math.ceil(height / 4), Math.ceil(width / 4)];
  const values = Array.from({ length: rows * columns }, (_, i) => 1.2 - 0.4 * (i / (rows * columns)));
  const channels = { dapi: { height, width, blockSize: 4, planes: 1, values } };
  return { illumination: { kind: "json", values: [{ channels }], keys: [{}] } };
}
