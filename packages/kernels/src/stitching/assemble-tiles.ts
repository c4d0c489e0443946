import { expectParameter, expectSameShape, type Plane, type Point } from "../plane.ts";
import { type Arena, inArena } from "../wasm/arena.ts";
import { arrayForResult } from "../wasm/results.ts";
import { sampleType } from "../wasm/sample-type.ts";
import { mosaicSize } from "./mosaic-size.ts";

/**
 * One float32 image of all tiles, each laid at its sub-pixel place by bilinear interpolation; where tiles overlap, each
 * counts the more the farther the pixel is from that tile's border (linear blending). Intensities stay in the range of
 * the tiles; what no tile covers is 0.
 *
 * @throws KERNEL_MEMORY_EXHAUSTED, PLANE_SHAPE_MISMATCH, PARAMETER_INVALID for a negative position
 */
export function assembleTiles(tiles: readonly Plane[], positions: readonly Point[]): Plane<Float32Array> {
  const [first, ...others] = tiles;
  expectParameter(
    first !== undefined && tiles.length === positions.length,
    "assemble tiles",
    "one place per tile",
    positions.length,
  );
  const inside = positions.every(({ x, y }) => x >= 0 && y >= 0);
  expectParameter(inside, "assemble tiles", "positions ≥ 0 px", "a negative one");
  expectSameShape("assemble tiles", first!, ...others);
  const { width, height } = mosaicSize(positions, first!.width, first!.height);
  const data = arrayForResult(new Float32Array(0), width * height);
  inArena((kernels, arena) => {
    const laid = tiles.map((tile, i) => layTile(arena, tile, positions[i]!));
    const rowBytes = 8 * width;
    const [sums, target] = [arena.allocate(2 * rowBytes), arena.allocate(4 * width)];
    const lines = arena.allocate(2 * 8 * first!.width);
    const both = laid.map(({ tile }) => arena.view(lines, tile.data, 2 * tile.width));
    const made = arena.view(target, data, width);
    for (let y = 0; y < height; y++) {
      arena.view(sums, new Float64Array(0), 2 * width).fill(0);
      for (const [i, { tile, top, start, columns, count }] of laid.entries()) {
        const place = y - top;
        if (place < 0 || place > tile.height - 1) continue;
        const above = Math.floor(place);
        const fraction = place - above;
        both[i]!.set(tile.data.subarray(above * tile.width, (above + 2) * tile.width));
        const below = lines + (fraction === 0 ? 0 : tile.width * tile.data.BYTES_PER_ELEMENT);
        const to = sums + 8 * start;
        const weight = Math.min(place, tile.height - 1 - place) + 1;
        kernels.blendRow(sampleType(tile.data), lines, below, columns, count, fraction, weight, to, to + rowBytes);
      }
      kernels.divideRow(sums, sums + rowBytes, width, target);
      data.set(made, y * width);
    }
  });
  return { data, height, width };
}

/** A tile, and where it lies. */
interface LaidTile {
  readonly tile: Plane;
  /** Its place from above, px. */
  readonly top: number;
  /** The first of the `count` columns of the canvas that it covers, whose samples stand at `columns`. */
  readonly start: number;
  readonly count: number;
  readonly columns: number;
}

/** Of each column 3 float64: the column of the tile left of it, how far beyond that it lies, and its distance to the nearer border, from 1. */
function layTile(arena: Arena, tile: Plane, { x, y }: Point): LaidTile {
  const start = Math.ceil(x);
  const count = Math.floor(x + tile.width - 1) - start + 1;
  const samples = new Float64Array(3 * count);
  for (let i = 0; i < count; i++) {
    const place = start + i - x;
    const source = Math.floor(place);
    samples[3 * i] = source;
    samples[3 * i + 1] = place - source;
    samples[3 * i + 2] = Math.min(place, tile.width - 1 - place) + 1;
  }
  return { tile, top: y, start, count, columns: arena.upload(samples) };
}
