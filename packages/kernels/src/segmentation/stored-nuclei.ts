import { storeBlocks } from "../filter/near-blocks.ts";
import { fillStoredHoles } from "../labels/fill-holes.ts";
import { fillHolesOfRuns } from "../labels/fill-object-holes.ts";
import {
  areasOfRuns,
  keepRuns,
  paintRuns,
  runsOfStoredLabels,
  runsOfStoredMask,
  type StoredRuns,
} from "../labels/stored-runs.ts";
import { type Arena, inArena } from "../wasm/arena.ts";
import { STORED_MASK, type StoredPlane, samplesOf } from "../wasm/stored-plane.ts";
import { contrastsOfEdges, storeEdgeCurvature } from "./edge-curvature.ts";
import { groundsOfObjects } from "./grounds.ts";
import { growStoredObjects } from "./grow-objects.ts";
import { joinStoredRound } from "./join-round.ts";
import { heightsAboveStoredLines } from "./line-levels.ts";
import {
  AROUND,
  EDGE_SCALE,
  EDGE_SIGMAS,
  GROWTH,
  INSIDE_FROM,
  LEAST_PROMINENCE,
  LEAST_ROUNDNESS,
  LEAST_STEP,
  NUCLEUS,
  type NucleusBars,
  ROUND,
  ROUND_AND_LARGE,
  SOFTEST,
  STEP_CONTRAST,
} from "./nucleus.ts";
import { roundnessOfObjects } from "./roundness.ts";
import { splitStoredAtNecks } from "./split-at-necks.ts";
import { trimRuns } from "./trim-objects.ts";

export interface NucleiOptions {
  /**
   * Fraction of an object's own height above its surroundings at which its border lies: at 0.3 nuclei have the areas that annotators and CellProfiler's
   * ExampleHuman give them, at 0.45 those of known edges of generated, blurred ones. @default 0.3
   */
  readonly border?: number;
  /** How much thinner the neck between two nuclei is than either, as a fraction of the typical radius. @default 0.05 */
  readonly splitProminence?: number;
  /** Objects with softer edges are dropped, haze and noise: see {@link contrastsOfEdges}. @default 0.1 */
  readonly minEdgeContrast?: number;
  /** Objects of fewer px are dropped. @default 20 */
  readonly minArea?: number;
  /** Objects of more px are dropped. @default Infinity */
  readonly maxArea?: number;
  /** Gaps within edges up to this many px are filled: dark spots of nuclei. @default a quarter of a typical nucleus */
  readonly maxHoleArea?: number;
}

/** What lies in an arena of a plane in which nuclei are looked for. */
export interface Scene {
  /** float32 */
  readonly heights: StoredPlane;
  /** uint8 */
  readonly foreground: StoredPlane;
  /** What is connected in the foreground. */
  readonly parts: StoredRuns;
}

export interface Scales {
  /** Height of the foreground's threshold. */
  readonly limit: number;
  /** The least height that no noise has. */
  readonly floor: number;
  /** How far foreground stands above the noise at least: steps across outlines are measured by it. */
  readonly step: number;
  /** Radius of a typical nucleus in px. */
  readonly radius: number;
  /** Standard deviation of the smoothing that the heights have had. */
  readonly smoothed: number;
}

export interface StoredNuclei {
  readonly count: number;
  /** The median {@link sharpnessOf} them; 0 where there are none. */
  readonly sharpness: number;
}

/** Writes labels of the nuclei of a scene to the address `labels`, numbered in raster order. */
export function storeNuclei(
  scene: Scene,
  labels: number,
  scales: Scales,
  options: NucleiOptions,
  bars: NucleusBars = NUCLEUS,
): StoredNuclei {
  const { heights } = scene;
  const { radius, smoothed } = scales;
  const sigma = Math.min(EDGE_SIGMAS[1], Math.max(EDGE_SIGMAS[0], EDGE_SCALE * radius));
  return inArena((_, arena) => {
    const curvature = arena.allocate(4 * samplesOf(heights));
    const where = blocksOfObjects(arena, scene.foreground, labels);
    storeEdgeCurvature(heights.address, curvature, heights, where, labels, { unit: scales.limit, sigma, smoothed });
    partAtEdges(scene, curvature, labels, scales, options);
    const parted = runsOfStoredLabels(arena, labels, heights);
    const contrasts = contrastsOfEdges(parted, curvature, Math.sqrt(sigma * sigma + smoothed * smoothed));
    const { nuclei, sharpness } = keepNuclei(heights, parted, contrasts, scales, options, bars);
    return { count: drawOutlines(heights, labels, nuclei, radius, options), sharpness };
  });
}

/** The blocks in which an object can have pixels: it may have the holes of the foreground. At `room` there is a byte for each pixel. */
function blocksOfObjects(arena: Arena, foreground: StoredPlane, room: number): number {
  fillStoredHoles(foreground, room, Number.POSITIVE_INFINITY);
  return storeBlocks(arena, room, foreground);
}

/** Parts what lies inside of edges at its necks, and joins what is round. */
function partAtEdges(
  { heights, foreground, parts }: Scene,
  curvature: number,
  labels: number,
  { radius }: Scales,
  { maxHoleArea, splitProminence = 0.05, minArea = 20 }: NucleiOptions,
): void {
  const samples = samplesOf(heights);
  const typicalArea = Math.PI * radius * radius;
  inArena((kernels, arena) => {
    const inside = { ...foreground, address: arena.allocate(samples), type: STORED_MASK };
    kernels.maskAbove(curvature, foreground.address, inside.address, samples, INSIDE_FROM);
    fillStoredHoles(inside, inside.address, maxHoleArea ?? typicalArea / 4);
    splitStoredAtNecks(inside, labels, Math.max(LEAST_PROMINENCE, splitProminence * radius));
    const within = runsOfStoredMask(arena, inside, 8);
    joinStoredRound(labels, within, heights, { ...ROUND, minArea });
  });
  joinStoredRound(labels, parts, heights, { ...ROUND_AND_LARGE, minArea: ROUND_AND_LARGE.typicalAreas * typicalArea });
}

/** Drops what is too small, ragged, low or soft to be a nucleus, in place. */
function keepNuclei(
  heights: StoredPlane,
  objects: StoredRuns,
  contrasts: Float64Array,
  { limit, floor, step, radius }: Scales,
  { minEdgeContrast = 0.1 }: NucleiOptions,
  bars: NucleusBars,
): { readonly nuclei: StoredRuns; readonly sharpness: number } {
  const areas = areasOfRuns(objects);
  const stands = heightsAboveStoredLines(objects, heights.address, heights);
  const round = roundnessOfObjects(objects, heights);
  const isSpeck = (area: number) => area < bars.typicalAreas * Math.PI * radius * radius;
  const usual = contrasts.filter((contrast, label) => !isSpeck(areas[label]!) && contrast >= minEdgeContrast);
  const leastContrast = Math.max(minEdgeContrast, SOFTEST * median(usual));
  const sharpness = contrasts.map((contrast, label) => sharpnessOf(contrast, stands[label]!, limit));
  const isNucleus = (label: number, area: number) =>
    !isSpeck(area) &&
    round[label]! >= LEAST_ROUNDNESS &&
    stands[label]! >= floor &&
    contrasts[label]! >= leastContrast &&
    sharpness[label]! >= bars.sharpness &&
    (contrasts[label]! / STEP_CONTRAST) * (limit + stands[label]!) >= LEAST_STEP * step;
  const kept = sharpness.filter((_, label) => areas[label] !== 0 && isNucleus(label, areas[label]!));
  return { nuclei: keepRuns(objects, isNucleus), sharpness: median(kept) };
}

/** The contrast of an edge by that which a step from 0 to the object's height has at its middle: the same for dim and bright objects, less for soft ones. */
function sharpnessOf(contrast: number, height: number, limit: number): number {
  return height > 0 ? contrast * (limit / height + 0.5) : 0;
}

function median(values: Float64Array): number {
  return values.toSorted()[values.length >> 1] ?? 0;
}

/**
 * Draws the outline of each object at the fraction `border` of its own height above what it stands on, and keeps those within the bounds of
 * area; returns how many there are.
 */
function drawOutlines(
  heights: StoredPlane,
  labels: number,
  objects: StoredRuns,
  radius: number,
  { border = 0.3, minArea = 20, maxArea = Number.POSITIVE_INFINITY }: NucleiOptions,
): number {
  return inArena((_, arena) => {
    paintRuns(arena, objects, labels, heights);
    const grounds = groundsOfObjects(labels, objects, heights, AROUND * radius);
    const trimmed = trimRuns(arena, objects, heights, border, grounds);
    paintRuns(arena, trimmed, labels, heights);
    const reach = (area: number) => GROWTH * Math.min(radius, Math.sqrt(area / Math.PI));
    growStoredObjects(labels, trimmed, heights, { border, grounds, reach });
    const grown = runsOfStoredLabels(arena, labels, heights);
    const filled = fillHolesOfRuns(arena, grown, heights);
    const kept = keepRuns(filled, (_, area) => area >= minArea && area <= maxArea);
    paintRuns(arena, kept, labels, heights);
    return kept.most;
  });
}
