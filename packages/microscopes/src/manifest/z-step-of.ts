import type { PlaneFile, PlaneHeaders } from "./plate-reading.ts";

const TOLERANCE = 0.05;
const DIGITS = 6;

/** The common distance of neighbouring z-planes in µm, of planes in canonical order, by the heights that planes or their images state; null if they do not agree. */
export function zStepOf(ordered: readonly PlaneFile[], headers: PlaneHeaders): number | null {
  const steps: number[] = [];
  let below: { readonly plane: PlaneFile; readonly zUm: number } | null = null;
  for (const plane of ordered) {
    const zUm = plane.zUm ?? headers.get(plane.path)?.zUm ?? null;
    if (zUm === null) continue;
    if (below !== null && plane.zIndex > below.plane.zIndex && isSameStack(below.plane, plane))
      steps.push(Math.abs(zUm - below.zUm) / (plane.zIndex - below.plane.zIndex));
    below = { plane, zUm };
  }
  const median = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)];
  if (median === undefined || median === 0) return null;
  const agree = steps.every((step) => Math.abs(step - median) <= TOLERANCE * median);
  return agree ? Number(median.toPrecision(DIGITS)) : null;
}

function isSameStack(a: PlaneFile, b: PlaneFile): boolean {
  return a.channel === b.channel && a.site === b.site && a.timepoint === b.timepoint && a.well === b.well;
}
