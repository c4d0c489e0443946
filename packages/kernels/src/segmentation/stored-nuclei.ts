import { fillStoredHoles } from "../labels/fill-holes.ts";
import { fillStoredObjectHoles } from "../labels/fill-object-holes.ts";
import { labelStored } from "../labels/label-connected.ts";
import { keepStoredLabels } from "../labels/relabel.ts";
import { groupStoredPixels } from "../measure/region-pixels.ts";
import { inArena } from "../wasm/arena.ts";
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
  ROUND,
  ROUND_AND_LARGE,
  SOFTEST,
  SPECK,
  STEP_CONTRAST,
} from "./nucleus.ts";
import { roundnessOfObjects } from "./roundness.ts";
import { splitStoredAtNecks } from "./split-at-necks.ts";
import { trimStoredObjects } from "./trim-objects.ts";

export interface NucleiOptions {
  /** Fraction of an object's own height above its surroundings at which its border lies. @default 0.39 */
  readonly border: number;
  /** How much thinner the neck between two nuclei is than either, as a fraction of the typical radius. @default 0.05 */
  readonly splitProminence: number;
  /** Objects with softer edges are dropped, haze and noise: see {@link contrastsOfEdges}. @default 0.1 */
  readonly minEdgeContrast: number;
  /** Objects of fewer px are dropped. @default 20 */
  readonly minArea: number;
  /** Gaps within edges up to this many px are filled: dark spots of nuclei. @default a quarter of a typical nucleus */
  readonly maxHoleArea: number;
}

/** What lies in an arena of a plane in which nuclei are looked for. */
export interface Scene {
  /** float32 */
  readonly heights: StoredPlane;
  /** uint8 */
  readonly foreground: StoredPlane;
  /** The address of labels of what is connected in the foreground. They do not last. */
  readonly parts: number;
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

/** Writes labels of the nuclei of a scene, in any order, to the address `labels`. */
export function storeNuclei(scene: Scene, labels: number, scales: Scales, options: Partial<NucleiOptions>): void {
  const { heights } = scene;
  const { radius, smoothed } = scales;
  const sigma = Math.min(EDGE_SIGMAS[1], Math.max(EDGE_SIGMAS[0], EDGE_SCALE * radius));
  const count = inArena((_, arena) => {
    const curvature = arena.allocate(4 * samplesOf(heights));
    storeEdgeCurvature(heights.address, curvature, heights, { unit: scales.limit, sigma, smoothed });
    partAtEdges(scene, curvature, labels, scales, options);
    return keepNuclei(heights, labels, curvature, Math.sqrt(sigma * sigma + smoothed * smoothed), scales, options);
  });
  drawOutlines(heights, labels, count, radius, options.border ?? 0.39);
}

/** Parts what lies inside of edges at its necks, and joins what is round. */
function partAtEdges(
  { heights, foreground, parts }: Scene,
  curvature: number,
  labels: number,
  { radius }: Scales,
  { maxHoleArea, splitProminence = 0.05, minArea = 20 }: Partial<NucleiOptions>,
): void {
  const samples = samplesOf(heights);
  const typicalArea = Math.PI * radius * radius;
  inArena((kernels, arena) => {
    const inside = { ...foreground, address: arena.allocate(samples), type: STORED_MASK };
    kernels.maskAbove(curvature, foreground.address, inside.address, samples, INSIDE_FROM);
    fillStoredHoles(inside, inside.address, maxHoleArea ?? typicalArea / 4);
    splitStoredAtNecks(inside, labels, Math.max(LEAST_PROMINENCE, splitProminence * radius));
    const within = arena.allocate(4 * samples);
    labelStored(inside, within, 8);
    joinStoredRound(labels, within, heights, { ...ROUND, minArea });
  });
  joinStoredRound(labels, parts, heights, { ...ROUND_AND_LARGE, minArea: ROUND_AND_LARGE.typicalAreas * typicalArea });
}

/** Drops what is too small, ragged, low or soft to be a nucleus; returns how many are left, dense from 1. */
function keepNuclei(
  heights: StoredPlane,
  labels: number,
  curvature: number,
  edgeScale: number,
  { limit, floor, step, radius }: Scales,
  { minEdgeContrast = 0.1 }: Partial<NucleiOptions>,
): number {
  return inArena((kernels, arena) => {
    const grouped = groupStoredPixels(kernels, arena, labels, heights);
    const contrasts = contrastsOfEdges(labels, grouped, curvature, heights, edgeScale);
    const stands = heightsAboveStoredLines(labels, grouped, heights.address, heights);
    const round = roundnessOfObjects(grouped, heights);
    const isSpeck = (area: number) => area < SPECK * Math.PI * radius * radius;
    const usual = contrasts.filter((contrast, label) => !isSpeck(grouped.areas[label]!) && contrast >= minEdgeContrast);
    const leastContrast = Math.max(minEdgeContrast, SOFTEST * (usual.sort()[usual.length >> 1] ?? 0));
    return keepStoredLabels(
      labels,
      heights,
      (label, area) =>
        !isSpeck(area) &&
        round[label]! >= LEAST_ROUNDNESS &&
        stands[label]! >= floor &&
        contrasts[label]! >= leastContrast &&
        (contrasts[label]! / STEP_CONTRAST) * (limit + stands[label]!) >= LEAST_STEP * step,
    );
  });
}

/** Draws the outline of each object at the fraction `border` of its own height above what it stands on. */
function drawOutlines(heights: StoredPlane, labels: number, count: number, radius: number, border: number): void {
  const grounds = groundsOfObjects(labels, count, heights, AROUND * radius);
  trimStoredObjects(labels, heights, border, grounds);
  const reach = (area: number) => GROWTH * Math.min(radius, Math.sqrt(area / Math.PI));
  growStoredObjects(labels, heights, { border, grounds, reach });
  fillStoredObjectHoles(labels, heights);
}
