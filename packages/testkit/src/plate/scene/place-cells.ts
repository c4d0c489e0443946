import { fail } from "../../errors.ts";
import { effectOfDose } from "../design/assign-treatments.ts";
import type { CellDesign, CellIntensity, PlacementKind, Point } from "../design/plate-design.ts";
import type { ResolvedPlateOptions } from "../design/plate-options.ts";
import type { Random } from "../random.ts";

/** Outline of a nucleus, an ellipse: lengths in px. */
export interface CellShape extends Point {
  readonly semiMajor: number;
  readonly semiMinor: number;
  readonly angle: number;
}

const LARGEST_ASPECT = 1.3;

/** Parameters for the appearance of a well's cells. */
interface Staining {
  readonly channels: number;
  readonly zSteps: number;
  readonly dose: number;
  /** Width of the cytoplasm around the nucleus, px: as wide as the largest nucleus is in radius. */
  readonly cytoplasmWidth: number;
}

const FOCUS_JITTER = 0.25;

const FOCUS_SHIFTS = [-1, 0, 0, 0, 0, 0, 1];

/** Closest centres of cells that do not touch, in mean radii. */
const SPACED = 3;
/** Closest and widest distance of neighbours in a cluster, in mean radii. */
const TOUCHING: readonly [number, number] = [1.75, 1.95];

const SPARSE_CELLS = 3;
const CONFLUENCE = 4;
const MOST_TRIES = 1000;
const MEMBER_TRIES = 50;
const CLUSTER_SIZES = [1, 1, 1, 2, 2, 2, 2, 3, 3, 4];

/**
 * The outlines of a well's nuclei. Cells lie beyond the imaged area too, so that its border cuts some; only `sparse`
 * wells have all of theirs, three, well inside.
 * @throws `SYNTH_OPTION_INVALID` where the cells do not fit
 */
export function placeCells(options: ResolvedPlateOptions, kind: PlacementKind, random: Random): readonly CellShape[] {
  const imaged = nominalArea(options);
  const region = growRectangle(imaged, 1.5 * options.radius[1]);
  const count = Math.round((options.cells * areaOf(region)) / areaOf(imaged));
  const draw = (): CellShape => drawShape(random, options.radius);
  switch (kind) {
    case "empty":
      return [];
    case "sparse":
      return placeClusters(random, draw, innerRegion(options, imaged), SPARSE_CELLS, () => 1);
    case "spaced":
      return placeClusters(random, draw, region, count, () => 1);
    case "touching":
      return placeClusters(random, draw, region, count, () => CLUSTER_SIZES[random.integer(CLUSTER_SIZES.length)] ?? 1);
    case "confluent":
      return scatter(random, draw, region, CONFLUENCE * count);
  }
}

function innerRegion({ radius, stageError }: ResolvedPlateOptions, imaged: Rectangle): Rectangle {
  return growRectangle(imaged, -(1.5 * radius[1] + 2.5 * stageError));
}

function placeClusters(
  random: Random,
  draw: () => CellShape,
  region: Rectangle,
  count: number,
  drawSize: () => number,
): readonly CellShape[] {
  const placed: CellShape[] = [];
  while (placed.length < count) {
    const cluster = [placeAlone(random, draw(), region, placed, count)];
    const size = Math.min(drawSize(), count - placed.length);
    while (cluster.length < size) {
      const member = placeBeside(random, draw(), cluster, placed);
      if (member === null) break;
      cluster.push(member);
    }
    placed.push(...cluster);
  }
  return placed;
}

function placeAlone(
  random: Random,
  shape: CellShape,
  region: Rectangle,
  others: readonly CellShape[],
  wanted: number,
): CellShape {
  for (let i = 0; areaOf(region) > 0 && i < MOST_TRIES; i++) {
    const candidate = { ...shape, ...pointIn(random, region) };
    if (keepsApart(candidate, others, SPACED)) return candidate;
  }
  const message = `Cannot place ${wanted} cells in a well: it has room for ${others.length}, use fewer or smaller cells`;
  throw fail("SYNTH_OPTION_INVALID", message, { details: { option: "cells", wanted, placed: others.length } });
}

function placeBeside(
  random: Random,
  shape: CellShape,
  cluster: readonly CellShape[],
  others: readonly CellShape[],
): CellShape | null {
  const [closest, widest] = TOUCHING;
  for (let i = 0; i < MEMBER_TRIES; i++) {
    const neighbour = cluster[random.integer(cluster.length)] ?? shape;
    const distance = (random.uniform(closest, widest) * (meanRadius(neighbour) + meanRadius(shape))) / 2;
    const direction = random.uniform(0, 2 * Math.PI);
    const x = neighbour.x + distance * Math.cos(direction);
    const y = neighbour.y + distance * Math.sin(direction);
    const candidate = { ...shape, x, y };
    if (keepsApart(candidate, cluster, closest) && keepsApart(candidate, others, SPACED)) return candidate;
  }
  return null;
}

/** A Poisson process: arrivals at exponential intervals, positions uniform and independent. */
function scatter(random: Random, draw: () => CellShape, region: Rectangle, mean: number): readonly CellShape[] {
  const placed: CellShape[] = [];
  const interval = (): number => -Math.log(1 - random.uniform(0, 1));
  for (let time = interval(); time < mean; time += interval()) placed.push({ ...draw(), ...pointIn(random, region) });
  return placed;
}

function pointIn(random: Random, { left, top, right, bottom }: Rectangle): Point {
  return { x: random.uniform(left, right), y: random.uniform(top, bottom) };
}

function keepsApart(candidate: CellShape, others: readonly CellShape[], least: number): boolean {
  return others.every((other) => separation(candidate, other) >= least);
}

/** An area in well coordinates (px), borders included. */
interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The area that the tiles of a well cover when the stage is exact. */
function nominalArea({ grid, tile, overlap }: ResolvedPlateOptions): Rectangle {
  const [rows, columns] = grid;
  const [width, height] = tile;
  const right = width * (1 + (columns - 1) * (1 - overlap)) - 0.5;
  const bottom = height * (1 + (rows - 1) * (1 - overlap)) - 0.5;
  return { left: -0.5, top: -0.5, right, bottom };
}

/** The rectangle grown by `margin` on every side; a negative margin shrinks it. */
function growRectangle({ left, top, right, bottom }: Rectangle, margin: number): Rectangle {
  return { left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin };
}

/** Area in px², 0 where nothing is left. */
function areaOf({ left, top, right, bottom }: Rectangle): number {
  return Math.max(0, right - left) * Math.max(0, bottom - top);
}

/**
 * Assigns stains to outlines. Channel 1 stains DNA; channel 2 is a reporter that moves from cytoplasm to nucleus with
 * the dose (nucleus over cytoplasm from about 0.6 to 6); further channels stain both at random.
 */
export function stainCells(shapes: readonly CellShape[], staining: Staining, random: Random): readonly CellDesign[] {
  return shapes.map((shape, index) => ({
    id: index + 1,
    ...shape,
    cytoplasmWidth: staining.cytoplasmWidth,
    focus: drawFocus(random, staining.zSteps),
    intensity: Array.from({ length: staining.channels }, (_, i) => drawIntensity(random, i + 1, staining.dose)),
  }));
}

function drawFocus(random: Random, zSteps: number): number {
  const middle = Math.ceil(zSteps / 2);
  const shift = FOCUS_SHIFTS[random.integer(FOCUS_SHIFTS.length)] ?? 0;
  const plane = Math.max(1, Math.min(zSteps, middle + shift));
  return plane + random.uniform(-FOCUS_JITTER, FOCUS_JITTER);
}

function drawIntensity(random: Random, channel: number, dose: number): CellIntensity {
  if (channel === 1) return { nucleus: random.uniform(800, 1400), cytoplasm: 0 };
  if (channel > 2) return { nucleus: random.uniform(100, 400), cytoplasm: random.uniform(200, 600) };
  const effect = effectOfDose(dose);
  const expression = Math.exp(0.15 * random.normal());
  const shuttling = Math.exp(0.08 * random.normal());
  return { nucleus: expression * shuttling * (260 + 1700 * effect), cytoplasm: expression * (420 - 90 * effect) };
}

/** A random outline at (0, 0) with a mean radius within `radius`. */
function drawShape(random: Random, [smallest, largest]: readonly [number, number]): CellShape {
  const mean = random.uniform(smallest, largest);
  const stretch = Math.sqrt(random.uniform(1, LARGEST_ASPECT));
  return { x: 0, y: 0, semiMajor: mean * stretch, semiMinor: mean / stretch, angle: random.uniform(0, Math.PI) };
}

/** The radius of the circle with the ellipse's area, px. */
export function meanRadius({ semiMajor, semiMinor }: Pick<CellShape, "semiMajor" | "semiMinor">): number {
  return Math.sqrt(semiMajor * semiMinor);
}

/** Distance of two centres in units of the mean of both mean radii: two equal circles touch at 2. */
export function separation(a: CellShape, b: CellShape): number {
  return (2 * Math.hypot(a.x - b.x, a.y - b.y)) / (meanRadius(a) + meanRadius(b));
}
