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
  for (let i = 0; i < regions.length; i++) ends[i] = end += regions[i]!.pixels.length;
  const address = arena.allocate(4 * end);
  const stored = arena.view(address, ends, end);
  for (let i = 0; i < regions.length; i++) stored.set(regions[i]!.pixels, i === 0 ? 0 : ends[i - 1]!);
  return { pixels: address, ends: arena.upload(ends) };
}
