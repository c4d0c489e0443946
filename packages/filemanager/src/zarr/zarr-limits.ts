import { fail } from "../errors.ts";

/**
 * Limits on what a plate or array may declare. No plate of a microscope comes near; without them a document of a few
 * bytes could keep a process busy for days, or exhaust its memory.
 */
const ZARR_LIMITS = {
  /** Of one well. */
  fields: 10_000,
  /** Of one image, at full size. */
  levels: 64,
  /** Of one image: times × channels × z. */
  planes: 100_000,
  /** Of all fields of a plate together. */
  "planes of a plate": 4_000_000,
  /** A plane of 32,768 × 32,768. */
  "samples of a plane": 2 ** 30,
  "samples of a chunk": 2 ** 29,
  "chunks of a plane": 65_536,
  /** Chunks, or shards, behind all planes of an image. */
  "files of an image": 4_000_000,
  "chunks of a shard": 2 ** 20,
} as const;

/** @throws `ZARR_TOO_LARGE` if `path` declares more of something than the limit */
export function checkLimit(what: keyof typeof ZARR_LIMITS, count: number, path: string): void {
  const most = ZARR_LIMITS[what];
  if (count <= most) return;
  throw fail("ZARR_TOO_LARGE", `Cannot read '${path}': expected at most ${most} ${what}, got ${count}`, {
    details: { path, limit: what, most, count },
  });
}
