import type { Axis } from "../model/multiscale.ts";

/** How many channels an array has along its channel axis; one where it has none. */
function channelCountOf(axes: readonly Axis[], shape: readonly number[]): number {
  const axis = axes.findIndex(({ type }) => type === "channel");
  return axis === -1 ? 1 : (shape[axis] ?? 0);
}

/** The problem with this number of entries in omero, or null. */
export function channelMismatch(axes: readonly Axis[], shape: readonly number[], channels: number): string | null {
  const count = channelCountOf(axes, shape);
  return channels === count ? null : `expected ${count} channels as in the array, got ${channels}`;
}
