import type { PlaneFile } from "./plate-reading.ts";

const TOLERANCE = 0.05;
const DIGITS = 6;

/** The common distance of neighbouring z-planes in µm, by the heights that planes state; null if they do not agree. */
export function zStepOf(planes: readonly PlaneFile[]): number | null {
  const steps: number[] = [];
  const last = new Map<string, { readonly zIndex: number; readonly zUm: number }>();
  for (const { well, site, channel, timepoint, zIndex, zUm = null } of planes) {
    if (zUm === null) continue;
    const stack = `${well} ${site} ${timepoint} ${channel}`;
    const below = last.get(stack);
    if (below !== undefined && zIndex > below.zIndex) steps.push(Math.abs(zUm - below.zUm) / (zIndex - below.zIndex));
    last.set(stack, { zIndex, zUm });
  }
  const median = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)];
  if (median === undefined || median === 0) return null;
  const agree = steps.every((step) => Math.abs(step - median) <= TOLERANCE * median);
  return agree ? Number(median.toPrecision(DIGITS)) : null;
}
