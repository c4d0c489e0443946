import type { WellGpu } from "@ohcs/context";

/** The GPU of two stretches of a well: it is the same one, and a fallback in either is one of the well. */
export function joinedGpu(earlier: WellGpu | null | undefined, later: WellGpu | null | undefined): WellGpu | null {
  const known = [earlier, later].filter((gpu) => gpu != null);
  return known.find(({ fallback }) => fallback !== null) ?? known[0] ?? null;
}
