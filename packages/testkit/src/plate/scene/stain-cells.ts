import { effectOfDose } from "../design/assign-treatments.ts";
import type { CellDesign, CellIntensity } from "../design/plate-design.ts";
import type { Random } from "../random.ts";
import type { CellShape } from "./cell-shape.ts";

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
