import type { PlaneFile, PlaneHeaders } from "./plate-reading.ts";

const TOLERANCE = 0.05;
const DIGITS = 6;

/**
 * The common distance of neighbouring z-planes in µm, of planes in canonical order, by the heights that planes or their
 * images state; null if they do not agree. Planes at one height are none: MetaXpress exports a channel of a single plane
 * once for each step of the others.
 */
export function zStepOf(ordered: readonly PlaneFile[], headers: PlaneHeaders): number | null {
  const steps: number[] = [];
  let below: { readonly plane: PlaneFile; readonly zUm: number } | null = null;
  for (const plane of ordered) {
    const zUm = plane.zUm ?? headers.get(plane.path)?.zUm ?? null;
    if (zUm === null) continue;
    if (below !== null && zUm !== below.zUm && isAbove(plane, below.plane))
      steps.push(Math.abs(zUm - below.zUm) / (plane.zIndex - below.plane.zIndex));
    below = { plane, zUm };
  }
  const median = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)];
  if (median === undefined) return null;
  const agree = steps.every((step) => Math.abs(step - median) <= TOLERANCE * median);
  return agree ? Number(median.toPrecision(DIGITS)) : null;
}

function isAbove(a: PlaneFile, b: PlaneFile): boolean {
  const isSameStack = a.channel === b.channel && a.site === b.site && a.timepoint === b.timepoint && a.well === b.well;
  return isSameStack && a.zIndex > b.zIndex;
}
