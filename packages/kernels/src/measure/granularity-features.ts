import { dilate, erode } from "../morphology/erode.ts";
import { reconstruct } from "../morphology/reconstruct.ts";
import { expectParameter, expectSameShape, type Plane } from "../plane.ts";
import { boundsOf } from "./bounds-of.ts";
import { type Features, undefinedFeatures } from "./features.ts";
import type { RegionPixels } from "./region-pixels.ts";

export interface GranularityOptions {
  /** The image is measured at this part of its size, 1 for all of it. @default 0.25 */
  readonly subsample?: number;
  /** The background is found at this part of that size. @default 0.25 */
  readonly backgroundSubsample?: number;
  /** Radius of the structures after subsampling, px: what is wider is background. @default 10 */
  readonly elementSize?: number;
  /** How many sizes are measured. @default 16 */
  readonly spectrumLength?: number;
}

/** What remains of an image as bright structures of growing size are taken away: one small plane for each size. */
export interface GranularSpectrum {
  /** Of the large image. */
  readonly height: number;
  readonly width: number;
  readonly planes: readonly Plane<Float64Array>[];
}

/**
 * The image without background, eroded by a cross for the i-th time and reconstructed, for each size; all NaN where the smaller
 * image has fewer than two rows or columns. For {@link granularityFeatures} of any objects on it.
 *
 * @throws PARAMETER_INVALID
 */
export function granularSpectrum(image: Plane, options: GranularityOptions = {}): GranularSpectrum {
  const { subsample = 0.25, backgroundSubsample = 0.25, elementSize = 10, spectrumLength = 16 } = options;
  for (const part of [subsample, backgroundSubsample])
    expectParameter(part > 0 && part <= 1, "measure granularity", "a part of the size above 0, up to 1", part);
  const { height, width } = image;
  const size = { height: Math.floor(height * subsample), width: Math.floor(width * subsample) };
  if (size.height < 2 || size.width < 2) {
    const nothing = { data: Float64Array.of(Number.NaN), height: 1, width: 1 };
    return { height, width, planes: Array.from({ length: spectrumLength }, () => nothing) };
  }
  const small = resampled(image, size, 1 / subsample, 1 / subsample);
  const bright = withoutBackground(small, backgroundSubsample, elementSize);
  let eroded = bright;
  const planes = Array.from({ length: spectrumLength }, () => {
    eroded = erode(eroded, { shape: "disk", radius: 1 });
    return reconstruct(eroded, bright, 4);
  });
  return { height, width, planes };
}

/**
 * How much of each region's intensity lies in structures of each size, in percent of its mean: `Granularity_<i>` is what the
 * i-th plane of the image's spectrum has less than the one before.
 *
 * Reference: `cp_measure` `get_granularity`, equal to 1e-9, but in the image's last row and column: there the reference may
 * read beyond the smaller image by a rounding error, as 0.
 *
 * @throws PLANE_SHAPE_MISMATCH
 */
export function granularityFeatures(
  regions: readonly RegionPixels[],
  image: Plane,
  spectrum: GranularSpectrum = granularSpectrum(image),
): Features {
  expectSameShape("measure granularity", image, { ...spectrum, data: image.data });
  const names = spectrum.planes.map((_, i) => `Granularity_${i + 1}`);
  const features = undefinedFeatures(names, regions.length);
  const [size] = spectrum.planes;
  if (size === undefined) return features;
  for (const [i, { pixels }] of regions.entries()) {
    const weights = weightsOf(pixels, image, size);
    const start = meanOf(image, pixels);
    let before = start;
    for (const [k, { data }] of spectrum.planes.entries()) {
      const mean = weightedMean(data, weights);
      features[names[k]!]![i] = ((before - mean) * 100) / Math.max(start, Number.EPSILON);
      before = mean;
    }
  }
  return features;
}

/** What stands out of the opened image, which is found on a smaller one. */
function withoutBackground(image: Plane<Float64Array>, part: number, radius: number): Plane<Float64Array> {
  const { height, width } = image;
  const [backHeight, backWidth] = [height * part, width * part];
  const size = { height: Math.ceil(backHeight), width: Math.ceil(backWidth) };
  const back = part < 1 ? resampled(image, size, 1 / part, 1 / part) : image;
  const opened = dilate(erode(back, { shape: "disk", radius }), { shape: "disk", radius });
  const background =
    part < 1 ? resampled(opened, image, (backHeight - 1) / (height - 1), (backWidth - 1) / (width - 1)) : opened;
  const data = image.data.map((value, i) => Math.max(0, value - background.data[i]!));
  return { data, height, width };
}

/** Bilinear samples at (y · stepY, x · stepX). */
function resampled(
  { data, height, width }: Plane,
  size: { readonly height: number; readonly width: number },
  stepY: number,
  stepX: number,
): Plane<Float64Array> {
  const target = new Float64Array(size.height * size.width);
  for (let y = 0, i = 0; y < size.height; y++) {
    const fromY = Math.min(y * stepY, height - 1);
    const top = Math.floor(fromY);
    const down = fromY - top;
    const [upper, lower] = [top * width, Math.min(top + 1, height - 1) * width];
    for (let x = 0; x < size.width; x++, i++) {
      const fromX = Math.min(x * stepX, width - 1);
      const left = Math.floor(fromX);
      const right = Math.min(left + 1, width - 1);
      const across = fromX - left;
      const above = data[upper + left]! * (1 - across) + data[upper + right]! * across;
      const below = data[lower + left]! * (1 - across) + data[lower + right]! * across;
      target[i] = above * (1 - down) + below * down;
    }
  }
  return { data: target, height: size.height, width: size.width };
}

/** How much pixels of a part of the small image count for a region's mean in the large one. */
interface Weights {
  /** Where the part starts in the small image, and its rows. */
  readonly start: number;
  readonly step: number;
  readonly columns: number;
  readonly weights: Float64Array;
}

function weightsOf(
  pixels: Uint32Array,
  { height, width }: Plane,
  size: { readonly height: number; readonly width: number },
): Weights {
  const [stepY, stepX] = [(size.height - 1) / Math.max(1, height - 1), (size.width - 1) / Math.max(1, width - 1)];
  const { minX, maxX, minY, maxY } = boundsOf(pixels, width);
  const [left, top] = [Math.floor(minX * stepX), Math.floor(minY * stepY)];
  const columns = Math.floor(maxX * stepX) + 2 - left;
  const weights = new Float64Array(columns * (Math.floor(maxY * stepY) + 2 - top));
  for (let p = 0; p < pixels.length; p++) {
    const y = Math.floor(pixels[p]! / width);
    const fromY = Math.min(y * stepY, size.height - 1);
    const fromX = Math.min((pixels[p]! - y * width) * stepX, size.width - 1);
    const row = Math.floor(fromY);
    const column = Math.floor(fromX);
    const down = fromY - row;
    const across = fromX - column;
    const at = (row - top) * columns + column - left;
    weights[at]! += (1 - down) * (1 - across);
    weights[at + 1]! += (1 - down) * across;
    weights[at + columns]! += down * (1 - across);
    weights[at + columns + 1]! += down * across;
  }
  for (let i = 0; i < weights.length; i++) weights[i]! /= pixels.length;
  return { start: top * size.width + left, step: size.width, columns, weights };
}

/** What lies beyond the small image has no weight. */
function weightedMean(data: Float64Array, { start, step, columns, weights }: Weights): number {
  let sum = 0;
  for (let i = 0, row = start; i < weights.length; row += step)
    for (let x = 0; x < columns; x++, i++) if (weights[i] !== 0) sum += data[row + x]! * weights[i]!;
  return sum;
}

function meanOf({ data }: Plane, pixels: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < pixels.length; i++) sum += data[pixels[i]!]!;
  return sum / pixels.length;
}
