import type { Plane } from "@ohcs/kernels";
import * as kernels from "@ohcs/kernels";

/** The same planes in every library: five noisy ones with round objects, and what operations on objects start from. */
export interface BenchPlanes {
  readonly stack: readonly Plane<SampleArray>[];
  readonly image: Plane<SampleArray>;
  readonly moved: Plane;
  readonly mask: Plane<Uint8Array>;
  readonly labels: Plane<Uint32Array>;
  readonly valleys: Plane<Float32Array>;
  readonly markers: Plane<Uint32Array>;
}

type SampleArray = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

export const SAMPLES = { uint8: Uint8Array, uint16: Uint16Array, float32: Float32Array } as const;

export type Samples = keyof typeof SAMPLES;

/** Operations by the names that `tools/parity/kernel_times.py` knows them by. */
export const OPERATIONS: Readonly<Record<string, (planes: BenchPlanes) => unknown>> = {
  "gaussianBlur 1": ({ image }) => kernels.gaussianBlur(image, 1),
  "gaussianBlur 5": ({ image }) => kernels.gaussianBlur(image, 5),
  "medianFilter 3": ({ image }) => kernels.medianFilter(image, 3),
  "medianFilter 5": ({ image }) => kernels.medianFilter(image, 5),
  "erode disk 3": ({ image }) => kernels.erode(image, { shape: "disk", radius: 3 }),
  "whiteTopHat disk 15": ({ image }) => kernels.whiteTopHat(image, { shape: "disk", radius: 15 }),
  "whiteTopHat square 15": ({ image }) => kernels.whiteTopHat(image, { shape: "square", radius: 15 }),
  maxProjection: ({ stack }) => kernels.maxProjection(stack),
  meanProjection: ({ stack }) => kernels.meanProjection(stack),
  percentileNormalize: ({ image }) => kernels.percentileNormalize(image),
  thresholdOtsu: ({ image }) => kernels.thresholdOtsu(image.data),
  labelConnected: ({ mask }) => kernels.labelConnected(mask),
  fillHoles: ({ mask }) => kernels.fillHoles(mask),
  distanceTransform: ({ mask }) => kernels.distanceTransform(mask),
  watershed: ({ valleys, markers, mask }) => kernels.watershed(valleys, markers, { mask }),
  "expandLabels 5": ({ labels }) => kernels.expandLabels(labels, 5),
  regionProps: ({ labels, image }) => kernels.regionProps(labels, image),
  phaseCorrelation: ({ image, moved }) => kernels.phaseCorrelation(image, moved, 16, 1),
};

/** Those that work on the sample type of the image; the others are measured once a size. */
export const ON_EVERY_TYPE = new Set([
  ...[
    "gaussianBlur 1",
    "medianFilter 3",
    "medianFilter 5",
    "erode disk 3",
    "whiteTopHat disk 15",
    "whiteTopHat square 15",
  ],
  ...["maxProjection", "meanProjection", "percentileNormalize", "thresholdOtsu"],
]);

export function benchPlanes(side: number, samples: Samples): BenchPlanes {
  const size = { height: side, width: side };
  const random = randomOf(side);
  const objects = Array.from({ length: Math.ceil((side / 60) ** 2) }, () => [
    random() * side,
    random() * side,
    7 + 8 * random(),
  ]);
  const drawn = new Float32Array(side * side);
  for (const [x = 0, y = 0, radius = 0] of objects) drawDisk(drawn, side, x, y, radius);
  const scale = samples === "uint8" ? 0.2 : 1;
  const planeOf = () => {
    const data = new SAMPLES[samples](side * side);
    for (let i = 0; i < data.length; i++) data[i] = scale * (100 + (drawn[i] ?? 0) + 60 * random());
    return { data, ...size };
  };
  const stack = Array.from({ length: 5 }, planeOf);
  const image = stack[0] ?? planeOf();
  const mask = { data: Uint8Array.from(drawn, (height) => (height > 300 ? 1 : 0)), ...size };
  const { labels } = kernels.labelConnected(mask);
  const distances = kernels.distanceTransform(mask);
  const { labels: markers } = kernels.prominentPeaks(distances, { prominence: 1, mask });
  const valleys = { data: distances.data.map((value) => -value), ...size };
  const moved = { data: image.data.map((_, i) => image.data.at(i - 3 * side - 5) ?? 0), ...size };
  return { stack, image, moved, mask, labels, valleys, markers };
}

function drawDisk(data: Float32Array, side: number, x: number, y: number, radius: number): void {
  for (let row = Math.max(0, Math.ceil(y - radius)); row <= Math.min(side - 1, y + radius); row++) {
    for (let column = Math.max(0, Math.ceil(x - radius)); column <= Math.min(side - 1, x + radius); column++) {
      if (Math.hypot(column - x, row - y) <= radius) data[row * side + column] = 500 + 10 * radius;
    }
  }
}

function randomOf(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}
