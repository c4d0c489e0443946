import { gaussianBlur } from "../../src/filter/gaussian-blur.ts";
import { gaussianKernel } from "../../src/filter/gaussian-kernel.ts";
import { percentiles } from "../../src/intensity/percentile.ts";
import { labelAreas } from "../../src/labels/label-areas.ts";
import type { CountedLabels } from "../../src/labels/label-connected.ts";
import { keepLabels } from "../../src/labels/relabel.ts";
import type { Labels, Mask, Plane } from "../../src/plane.ts";
import { noiseCorrelation } from "../../src/segmentation/correlated-noise.ts";
import { foregroundThreshold } from "../../src/segmentation/foreground-threshold.ts";
import {
  AROUND,
  DIM,
  EDGE_SCALE,
  EDGE_SIGMAS,
  GROWTH,
  INSIDE_FROM,
  LEAST_PROMINENCE,
  LEAST_ROUNDNESS,
  LEAST_STEP,
  NOISE_RADIUS,
  NUCLEUS,
  type NucleusBars,
  ROUND,
  ROUND_AND_LARGE,
  SOFTEST,
  STEP_CONTRAST,
} from "../../src/segmentation/nucleus.ts";
import type { SegmentedNuclei, SegmentNucleiOptions } from "../../src/segmentation/segment-nuclei.ts";
import { inArena } from "../../src/wasm/arena.ts";
import { edgeContrasts, edgeCurvature, insideEdges } from "./edge-curvature.ts";
import { fillHoles } from "./fill-holes.ts";
import { fillObjectHoles } from "./fill-object-holes.ts";
import { fitBackground } from "./fit-background.ts";
import { growObjects } from "./grow-objects.ts";
import { joinRound } from "./join-round.ts";
import { labelConnected } from "./label-connected.ts";
import { heightsAboveLines } from "./line-levels.ts";
import { pixelNoise } from "./pixel-noise.ts";
import { regionPixels } from "./region-pixels.ts";
import { roundness } from "./roundness.ts";
import { splitAtNecks } from "./split-at-necks.ts";
import { trimObjects } from "./trim-objects.ts";
import { typicalRadius } from "./typical-radius.ts";

/** What `segmentNuclei` does in one go, on planes of their own. */
export function segmentNuclei(plane: Plane, options: SegmentNucleiOptions = {}): SegmentedNuclei {
  const { sigma = 1, minArea = 20 } = options;
  const even = evenOut(gaussianBlur(plane, sigma));
  const noise = pixelNoise(plane) * noiseAfter(sigma);
  const correlated = noise * inArena((_, arena) => noiseCorrelation(arena.upload(even.data), plane, noise));
  const threshold = foregroundThreshold(even.data, { correction: 0.7, noise: correlated, ...options.threshold });
  const heights = lower(even, threshold.level);
  const [limit, floor] = [threshold.threshold - threshold.level, threshold.floor - threshold.level];
  const foreground = above(heights, limit);
  const radius = options.diameter === undefined ? typicalRadius(foreground, minArea) : options.diameter / 2;
  const isEmpty = radius === 0 || limit <= 0;
  const step = (options.threshold?.minContrast ?? 5) * noise;
  const scene = { heights, foreground, limit, floor, step, radius, smoothed: sigma };
  const least = (options.threshold?.min ?? Number.NEGATIVE_INFINITY) - threshold.level;
  const found = isEmpty ? { labels: noLabels(plane), count: 0 } : lookedAtAgain(scene, options, least);
  return { ...found, noForeground: found.count === 0, threshold };
}

/** The nuclei above the threshold, and those that stand alone at half of it; none where these are more and as small as noise. */
function lookedAtAgain(scene: Scene, options: SegmentNucleiOptions, least: number): CountedLabels {
  const { sharpness, ...found } = nucleiOf(scene, options, NUCLEUS);
  if (found.count === 0) return found;
  const { heights, radius, floor, step } = scene;
  const limit = Math.max(DIM.threshold * scene.limit, step, least);
  const parts = labelConnected(above(heights, limit)).labels;
  const areas = labelAreas(parts);
  const isAlone = Array.from(areas, (area) => area >= DIM.typicalAreas * Math.PI * radius * radius);
  parts.data.forEach((part, i) => {
    if (found.labels.data[i] !== 0) isAlone[part] = false;
  });
  isAlone[0] = false;
  if (radius < NOISE_RADIUS && isAlone.filter((alone) => alone).length > found.count)
    return { labels: noLabels(heights), count: 0 };
  const data = Uint8Array.from(parts.data, (part) => (isAlone[part] ? 1 : 0));
  const lower = { ...scene, foreground: { ...heights, data }, limit, floor: DIM.threshold * floor };
  const dim = nucleiOf(lower, options, { ...DIM, sharpness: DIM.sharpness * sharpness });
  const all = found.labels.data.map((label, i) =>
    label || dim.labels.data[i] === 0 ? label : found.count + dim.labels.data[i]!,
  );
  return keepLabels({ ...heights, data: all }, () => true);
}

interface Scene {
  readonly heights: Plane<Float32Array>;
  readonly foreground: Mask;
  /** Height of the foreground's threshold. */
  readonly limit: number;
  /** The least height that no noise has. */
  readonly floor: number;
  /** The least step of the intensity across an outline. */
  readonly step: number;
  /** Radius of a typical nucleus in px. */
  readonly radius: number;
  /** Standard deviation of the smoothing that the heights have had. */
  readonly smoothed: number;
}

function nucleiOf(
  scene: Scene,
  options: SegmentNucleiOptions,
  bars: NucleusBars,
): CountedLabels & { readonly sharpness: number } {
  const { heights, foreground, limit, floor, step, radius, smoothed } = scene;
  const { border = 0.3, splitProminence = 0.05, minEdgeContrast = 0.1, minArea = 20 } = options;
  const typicalArea = Math.PI * radius * radius;
  const sigma = Math.min(EDGE_SIGMAS[1], Math.max(EDGE_SIGMAS[0], EDGE_SCALE * radius));
  const curvature = edgeCurvature(heights, { unit: limit, sigma, smoothed });
  const holes = { maxArea: options.maxHoleArea ?? typicalArea / 4 };
  const inside = fillHoles(insideEdges(foreground, curvature, INSIDE_FROM), holes);
  const prominence = Math.max(LEAST_PROMINENCE, splitProminence * radius);
  const parted = joinRound(splitAtNecks(inside, { prominence }), inside, heights, { ...ROUND, minArea });
  const joined = joinRound(parted, foreground, heights, {
    ...ROUND_AND_LARGE,
    minArea: ROUND_AND_LARGE.typicalAreas * typicalArea,
  });
  const contrasts = edgeContrasts(joined, curvature, Math.sqrt(sigma * sigma + smoothed * smoothed));
  const stands = heightsAboveLines(joined, heights);
  const round = roundnesses(joined);
  const areas = labelAreas(joined);
  const isSpeck = (area: number) => area < bars.typicalAreas * typicalArea;
  const usual = contrasts.filter((contrast, label) => {
    return label > 0 && !isSpeck(areas[label]!) && contrast >= minEdgeContrast;
  });
  const leastContrast = Math.max(minEdgeContrast, SOFTEST * (usual.sort()[usual.length >> 1] ?? 0));
  // The contrast of a step from 0 to the object's height is measured at half of it.
  const sharpness = contrasts.map((contrast, i) => (stands[i]! > 0 ? contrast * (limit / stands[i]! + 0.5) : 0));
  const isNucleus = (label: number, area: number) =>
    !isSpeck(area) &&
    round[label]! >= LEAST_ROUNDNESS &&
    stands[label]! >= floor &&
    contrasts[label]! >= leastContrast &&
    sharpness[label]! >= bars.sharpness &&
    (contrasts[label]! / STEP_CONTRAST) * (limit + stands[label]!) >= LEAST_STEP * step;
  const sharp = sharpness
    .filter((_, label) => label > 0 && areas[label]! > 0 && isNucleus(label, areas[label]!))
    .sort();
  const nuclei = outlined(keepLabels(joined, isNucleus).labels, heights, radius, border);
  const { maxArea = Number.POSITIVE_INFINITY } = options;
  return {
    ...keepLabels(nuclei, (_, area) => area >= minArea && area <= maxArea),
    sharpness: sharp[sharp.length >> 1] ?? 0,
  };
}

function outlined(labels: Labels, heights: Plane<Float32Array>, radius: number, border: number): Labels {
  const grounds = groundsOf(labels, heights, AROUND * radius);
  const nuclei = trimObjects(labels, heights, border, grounds);
  const reach = (area: number) => GROWTH * Math.min(radius, Math.sqrt(area / Math.PI));
  return fillObjectHoles(growObjects(nuclei, heights, { border, grounds, reach }));
}

/** The lower quartile of heights around each object, by label. */
function groundsOf(labels: Labels, heights: Plane<Float32Array>, reach: number): Float64Array {
  const grounds = new Float64Array(labelAreas(labels).length);
  const around = growObjects(labels, heights, { border: 0, reach: () => reach });
  const data = around.data.map((label, i) => (labels.data[i] === 0 ? label : 0));
  for (const { label, pixels } of regionPixels({ ...labels, data })) {
    grounds[label] = percentiles(
      Float64Array.from(pixels, (pixel) => heights.data[pixel]!),
      [25],
    )[0]!;
  }
  return grounds;
}

/** The roundness of each object, by label. */
function roundnesses(labels: Labels): number[] {
  const found: number[] = [];
  for (const { label, pixels } of regionPixels(labels)) found[label] = roundness(pixels, labels.width);
  return found;
}

function noLabels({ height, width }: Plane): Labels {
  return { data: new Uint32Array(height * width), height, width };
}

/** What smoothing leaves of the noise of pixels that know nothing of each other. */
function noiseAfter(sigma: number): number {
  if (sigma === 0) return 1;
  return gaussianKernel(sigma).reduce((sum, weight, i) => sum + (i === 0 ? 1 : 2) * weight * weight, 0);
}

/** The plane without the unevenness of its background, at the background's mean intensity. */
function evenOut(plane: Plane<Float32Array>): Plane<Float32Array> {
  const { data: surface } = fitBackground(plane);
  let sum = 0;
  for (let i = 0; i < surface.length; i++) sum += surface[i]!;
  const mean = sum / surface.length;
  const data = new Float32Array(surface.length);
  for (let i = 0; i < data.length; i++) data[i] = plane.data[i]! - surface[i]! + mean;
  return { ...plane, data };
}

function lower(plane: Plane<Float32Array>, level: number): Plane<Float32Array> {
  const data = new Float32Array(plane.data.length);
  for (let i = 0; i < data.length; i++) data[i] = plane.data[i]! - level;
  return { ...plane, data };
}

function above({ data, height, width }: Plane, limit: number): Mask {
  const mask = new Uint8Array(data.length);
  for (let i = 0; i < mask.length; i++) mask[i] = data[i]! > limit ? 1 : 0;
  return { data: mask, height, width };
}
