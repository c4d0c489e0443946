import * as kernels from "@ohcs/kernels";
import type { BenchPlanes, Samples } from "./bench-planes.ts";

/** What is measured, and on which planes. */
export interface Operation {
  readonly on: readonly Samples[];
  readonly run: (planes: BenchPlanes) => unknown;
}

const EVERY: readonly Samples[] = ["uint8", "uint16", "float32"];
const WHOLE: readonly Samples[] = ["uint8", "uint16"];
/** What does not depend on the sample type of the image, or is one more of those that are measured on all. */
const ONE: readonly Samples[] = ["uint16"];

const disk3 = { shape: "disk", radius: 3 } as const;
const disk15 = { shape: "disk", radius: 15 } as const;
const square15 = { shape: "square", radius: 15 } as const;
const line15 = { shape: "line", radius: 15, angle: 0 } as const;
const ONLY_BRIGHT = [["above", 120]] as const;
const RESCALED = [
  ["atLeast", 100],
  ["atMost", 900],
  ["add", -100],
  ["multiply", 1 / 800],
] as const;

function on(types: readonly Samples[], run: (planes: BenchPlanes) => unknown): Operation {
  return { on: types, run };
}

/** Operations by the names that `tools/parity/kernel_times.py` knows them by. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  "gaussianBlur 1": on(EVERY, ({ image }) => kernels.gaussianBlur(image, 1)),
  "gaussianBlur 5": on(ONE, ({ image }) => kernels.gaussianBlur(image, 5)),
  "differenceOfGaussians 1 4": on(ONE, ({ image }) => kernels.differenceOfGaussians(image, 1, 4)),
  "laplacianOfGaussian 2": on(ONE, ({ image }) => kernels.laplacianOfGaussian(image, 2)),
  "unsharpMask 2": on(ONE, ({ image }) => kernels.unsharpMask(image, 2)),
  sobel: on(EVERY, ({ image }) => kernels.sobel(image)),
  "medianFilter 3": on(EVERY, ({ image }) => kernels.medianFilter(image, 3)),
  "medianFilter 5": on(EVERY, ({ image }) => kernels.medianFilter(image, 5)),
  "medianFilter 15": on(WHOLE, ({ image }) => kernels.medianFilter(image, 15)),
  "percentileFilter 5": on(ONE, ({ image }) => kernels.percentileFilter(image, 5, 20)),
  "erode disk 3": on(EVERY, ({ image }) => kernels.erode(image, disk3)),
  "dilate disk 3": on(ONE, ({ image }) => kernels.dilate(image, disk3)),
  "opening line 15": on(ONE, ({ image }) => kernels.opening(image, line15)),
  "closing disk 3": on(ONE, ({ image }) => kernels.closing(image, disk3)),
  "whiteTopHat disk 15": on(EVERY, ({ image }) => kernels.whiteTopHat(image, disk15)),
  "whiteTopHat square 15": on(EVERY, ({ image }) => kernels.whiteTopHat(image, square15)),
  "blackTopHat disk 3": on(ONE, ({ image }) => kernels.blackTopHat(image, disk3)),
  "openingByReconstruction disk 3": on(EVERY, ({ image }) => kernels.openingByReconstruction(image, disk3)),
  maxProjection: on(EVERY, ({ stack }) => kernels.maxProjection(stack)),
  meanProjection: on(EVERY, ({ stack }) => kernels.meanProjection(stack)),
  threshold: on(EVERY, ({ image }) => kernels.mapPixels(image, ONLY_BRIGHT, new Uint8Array(0))),
  rescaleIntensity: on(EVERY, ({ image }) => kernels.mapPixels(image, RESCALED, new Float32Array(0))),
  histogram: on(WHOLE, ({ image }) => kernels.histogram(image.data)),
  percentiles: on(EVERY, ({ image }) => kernels.percentiles(image.data, [1, 50, 99])),
  percentileNormalize: on(EVERY, ({ image }) => kernels.percentileNormalize(image)),
  equalizeAdaptively: on(WHOLE, ({ image }) =>
    kernels.equalizeAdaptively(image as kernels.Plane<Uint8Array | Uint16Array>),
  ),
  thresholdOtsu: on(EVERY, ({ image }) => kernels.thresholdOtsu(image.data)),
  thresholdLi: on(EVERY, ({ image }) => kernels.thresholdMinimumCrossEntropy(image.data)),
  thresholdTriangle: on(ONE, ({ image }) => kernels.thresholdTriangle(image.data)),
  thresholdYen: on(ONE, ({ image }) => kernels.thresholdYen(image.data)),
  thresholdMultiOtsu: on(ONE, ({ image }) => kernels.thresholdMultiOtsu(image.data)),
  "thresholdNiblack 15": on(EVERY, ({ image }) => kernels.thresholdNiblack(image)),
  "thresholdSauvola 15": on(ONE, ({ image }) => kernels.thresholdSauvola(image)),
  "binPixels 2": on(EVERY, ({ image }) => kernels.binPixels(image, 2)),
  "rotate 30": on(ONE, ({ image }) => kernels.rotate(image, { angle: 30 })),
  "rotate 90": on(EVERY, ({ image }) => kernels.rotate(image, { angle: 90 })),
  labelConnected: on(ONE, ({ mask }) => kernels.labelConnected(mask)),
  fillHoles: on(ONE, ({ mask }) => kernels.fillHoles(mask)),
  skeletonize: on(ONE, ({ labels }) => kernels.skeletonize(labels)),
  distanceTransform: on(ONE, ({ mask }) => kernels.distanceTransform(mask)),
  watershed: on(ONE, ({ valleys, markers, mask }) => kernels.watershed(valleys, markers, { mask })),
  "expandLabels 5": on(ONE, ({ labels }) => kernels.expandLabels(labels, 5)),
  regionProps: on(ONE, ({ labels, image }) => kernels.regionProps(labels, image)),
  phaseCorrelation: on(ONE, ({ image, moved }) => kernels.phaseCorrelation(image, moved, 16, 1)),
};
