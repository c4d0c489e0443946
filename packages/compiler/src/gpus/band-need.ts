import type { GpuNeeds, Json } from "@ohcs/context";

/** The smallest binding of a plane for a kernel that works by rows. */
interface BandNeed {
  readonly rows: number;
  readonly bytes: number;
}

/** A device binds ranges that begin at a multiple of this many samples. */
const ALIGNMENT = 64;

/**
 * The smallest band of a plane whose rows have `width` px (approximate if not known exactly): one row, or as many as
 * needed until the next one begins at a bindable offset, plus the halo rows, which also begin and end at such offsets.
 */
export function bandNeed(
  { halo }: Pick<GpuNeeds, "halo">,
  parameters: Readonly<Record<string, Json>>,
  { width, isExact }: { readonly width: number; readonly isExact: boolean },
): BandNeed {
  const granule = isExact ? ALIGNMENT / commonDivisor(ALIGNMENT, width) : ALIGNMENT;
  const rows = 2 * rowsOf(halo, parameters) + 3 * granule - 2;
  return { rows, bytes: rows * width * 4 };
}

/** A value that is not a number has been reported already. */
function rowsOf(halo: GpuNeeds["halo"], parameters: Readonly<Record<string, Json>>): number {
  if (typeof halo === "number") return halo;
  const value = parameters[halo.parameter];
  return Math.ceil(halo.times * (typeof value === "number" ? value : 0)) + halo.plus;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
