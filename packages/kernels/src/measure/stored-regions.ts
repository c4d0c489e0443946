import type { Arena } from "../wasm/arena.ts";
import type { RegionPixels } from "./region-pixels.ts";

/** The pixels of regions one after the other, and where those of each end: addresses of uint32. */
export interface StoredRegions {
  readonly pixels: number;
  readonly ends: number;
}

/** A copy of the pixels of regions in the arena of the caller. */
export function storeRegions(arena: Arena, regions: readonly RegionPixels[]): StoredRegions {
  const ends = new Uint32Array(regions.length);
  let end = 0;
  for (const [i, { pixels }] of regions.entries()) ends[i] = end += pixels.length;
  const address = arena.allocate(4 * end);
  const stored = arena.view(address, ends, end);
  for (const [i, { pixels }] of regions.entries()) stored.set(pixels, ends[i]! - pixels.length);
  return { pixels: address, ends: arena.upload(ends) };
}
