import type { GpuNeeds, Json } from "@ohcs/context";

/** What a kernel must be able to bind of a plane that it takes by rows. */
export interface BandNeed {
  readonly rows: number;
  readonly bytes: number;
}

/** A device binds what begins at a multiple of so many samples. */
const ALIGNMENT = 64;

/**
 * The least band of a plane whose rows have `width` px, or about as many where their number is not known exactly: one row, or as many
 * as it takes until the next one begins where a device can bind it, with the rows around, which begin and end at such places, too.
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

/** A value that is no number has been complained about. */
function rowsOf(halo: GpuNeeds["halo"], parameters: Readonly<Record<string, Json>>): number {
  if (typeof halo === "number") return halo;
  const value = parameters[halo.parameter];
  return Math.ceil(halo.times * (typeof value === "number" ? value : 0)) + halo.plus;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
