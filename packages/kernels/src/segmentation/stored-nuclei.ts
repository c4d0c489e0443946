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
import type { WasmKernels } from "../wasm/wasm-kernels.ts";
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
  ROUND,
  ROUND_AND_LARGE,
  SOFTEST,
  SPECK,
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

/** Writes labels of the nuclei of a scene to the address `labels`, where there is {@link roomToDescend}, numbered in raster order; returns how many there are. */
export function storeNuclei(scene: Scene, labels: number, scales: Scales, options: NucleiOptions): number {
  const { heights } = scene;
  const { radius, smoothed } = scales;
  const sigma = Math.min(EDGE_SIGMAS[1], Math.max(EDGE_SIGMAS[0], EDGE_SCALE * radius));
  return inArena((kernels, arena) => {
    const curvature = arena.allocate(4 * samplesOf(heights));
    const where = blocksOfObjects(kernels, arena, scene.foreground, labels);
    storeEdgeCurvature(heights.address, curvature, heights, where, labels, { unit: scales.limit, sigma, smoothed });
    partAtEdges(scene, curvature, labels, scales, options);
    const parted = runsOfStoredLabels(kernels, arena, labels, heights);
    const edgeScale = Math.sqrt(sigma * sigma + smoothed * smoothed);
    const nuclei = keepNuclei(heights, parted, curvature, edgeScale, scales, options);
    return drawOutlines(heights, labels, nuclei, radius, options);
  });
}

/** The blocks in which an object can have pixels: it may have the holes of the foreground. At `room` there is a byte for each pixel. */
function blocksOfObjects(kernels: WasmKernels, arena: Arena, foreground: StoredPlane, room: number): number {
  fillStoredHoles(foreground, room, Number.POSITIVE_INFINITY);
  return storeBlocks(kernels, arena, room, foreground);
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
    const within = runsOfStoredMask(kernels, arena, inside, 8);
    joinStoredRound(labels, within, heights, { ...ROUND, minArea });
  });
  joinStoredRound(labels, parts, heights, { ...ROUND_AND_LARGE, minArea: ROUND_AND_LARGE.typicalAreas * typicalArea });
}

/** Drops what is too small, ragged, low or soft to be a nucleus, in place. */
function keepNuclei(
  heights: StoredPlane,
  objects: StoredRuns,
  curvature: number,
  edgeScale: number,
  { limit, floor, step, radius }: Scales,
  { minEdgeContrast = 0.1 }: NucleiOptions,
): StoredRuns {
  const areas = areasOfRuns(objects);
  const contrasts = contrastsOfEdges(objects, curvature, edgeScale);
  const stands = heightsAboveStoredLines(objects, heights.address, heights);
  const round = roundnessOfObjects(objects, heights);
  const isSpeck = (area: number) => area < SPECK * Math.PI * radius * radius;
  const usual = contrasts.filter((contrast, label) => !isSpeck(areas[label]!) && contrast >= minEdgeContrast);
  const leastContrast = Math.max(minEdgeContrast, SOFTEST * (usual.sort()[usual.length >> 1] ?? 0));
  return keepRuns(
    objects,
    (label, area) =>
      !isSpeck(area) &&
      round[label]! >= LEAST_ROUNDNESS &&
      stands[label]! >= floor &&
      contrasts[label]! >= leastContrast &&
      (contrasts[label]! / STEP_CONTRAST) * (limit + stands[label]!) >= LEAST_STEP * step,
  );
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
  return inArena((kernels, arena) => {
    paintRuns(kernels, objects, labels, heights);
    const grounds = groundsOfObjects(labels, objects, heights, AROUND * radius);
    const trimmed = trimRuns(kernels, arena, objects, heights, border, grounds);
    paintRuns(kernels, trimmed, labels, heights);
    const reach = (area: number) => GROWTH * Math.min(radius, Math.sqrt(area / Math.PI));
    growStoredObjects(labels, trimmed, heights, { border, grounds, reach });
    const grown = runsOfStoredLabels(kernels, arena, labels, heights);
    const filled = fillHolesOfRuns(kernels, arena, grown, heights);
    const kept = keepRuns(filled, (_, area) => area >= minArea && area <= maxArea);
    paintRuns(kernels, kept, labels, heights);
    return kept.most;
  });
}
