import { dilate, erode } from "../morphology/erode.ts";
import { reconstructByDilation } from "../morphology/reconstruct-by-dilation.ts";
import { expectParameter, expectSameShape, type Labels, type Plane } from "../plane.ts";
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

/**
 * How much of each region's intensity lies in structures of each size, in percent of its mean: `Granularity_<i>` is lost as bright
 * structures are eroded for the i-th time and what remains is reconstructed.
 *
 * Reference: `cp_measure` `get_granularity`, equal to 1e-9, but in the image's last row and column: there the reference may
 * read beyond the smaller image by a rounding error, as 0. NaN where the smaller image has fewer than two rows or columns.
 *
 * @throws PLANE_SHAPE_MISMATCH, PARAMETER_INVALID
 */
export function granularityFeatures(
  regions: readonly RegionPixels[],
  labels: Labels,
  image: Plane,
  options: GranularityOptions = {},
): Features {
  const { subsample = 0.25, backgroundSubsample = 0.25, elementSize = 10, spectrumLength = 16 } = options;
  expectSameShape("measure granularity", labels, image);
  for (const part of [subsample, backgroundSubsample])
    expectParameter(part > 0 && part <= 1, "measure granularity", "a part of the size above 0, up to 1", part);
  const names = Array.from({ length: spectrumLength }, (_, i) => `Granularity_${i + 1}`);
  const features = undefinedFeatures(names, regions.length);
  const size = { height: Math.floor(image.height * subsample), width: Math.floor(image.width * subsample) };
  if (size.height < 2 || size.width < 2) return features;
  const small = resampled(image, size, 1 / subsample, 1 / subsample);
  const bright = withoutBackground(small, backgroundSubsample, elementSize);
  const weights = regions.map(({ pixels }) => weightsOf(pixels, image, size));
  const start = regions.map(({ pixels }) => meanOf(image, pixels));
  let before = start;
  let eroded = bright;
  for (const name of names) {
    eroded = erode(eroded, { shape: "disk", radius: 1 });
    const { data } = reconstructByDilation(eroded, bright);
    const means = weights.map((region) => weightedMean(data, region));
    means.forEach((mean, i) => {
      features[name]![i] = ((before[i]! - mean) * 100) / Math.max(start[i]!, Number.EPSILON);
    });
    before = means;
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

/** How much each pixel of the small image counts for a region's mean in the large one. */
interface Weights {
  readonly pixels: Uint32Array;
  readonly weights: Float64Array;
}

function weightsOf(
  pixels: Uint32Array,
  { height, width }: Plane,
  size: { readonly height: number; readonly width: number },
): Weights {
  const sums = new Map<number, number>();
  const add = (at: number, weight: number) => sums.set(at, (sums.get(at) ?? 0) + weight);
  const [stepY, stepX] = [(size.height - 1) / (height - 1), (size.width - 1) / (width - 1)];
  for (let p = 0; p < pixels.length; p++) {
    const y = Math.floor(pixels[p]! / width);
    const fromY = Math.min(y * stepY, size.height - 1);
    const fromX = Math.min((pixels[p]! - y * width) * stepX, size.width - 1);
    const [top, left] = [Math.floor(fromY), Math.floor(fromX)];
    const [down, across] = [fromY - top, fromX - left];
    const at = top * size.width + left;
    const right = left + 1 < size.width ? 1 : 0;
    const below = top + 1 < size.height ? size.width : 0;
    add(at, (1 - down) * (1 - across));
    add(at + right, (1 - down) * across);
    add(at + below, down * (1 - across));
    add(at + below + right, down * across);
  }
  const weights = Float64Array.from(sums.values(), (weight) => weight / pixels.length);
  return { pixels: Uint32Array.from(sums.keys()), weights };
}

function weightedMean(data: Float64Array, { pixels, weights }: Weights): number {
  let sum = 0;
  for (let i = 0; i < pixels.length; i++) sum += data[pixels[i]!]! * weights[i]!;
  return sum;
}

function meanOf({ data }: Plane, pixels: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < pixels.length; i++) sum += data[pixels[i]!]!;
  return sum / pixels.length;
}
