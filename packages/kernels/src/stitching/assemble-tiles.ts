import { expectParameter, expectSameShape, type PixelArray, type Plane, type Point } from "../plane.ts";
import { type Arena, inArena } from "../wasm/arena.ts";
import type { WasmKernels } from "../wasm/compiled.ts";
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
    const [sums, line] = [arena.allocate(2 * rowBytes), arena.allocate(4 * width)];
    const [added, made] = [arena.view(sums, new Float64Array(0), 2 * width), arena.view(line, data, width)];
    const place = arena.placeOfWhole(data);
    for (let y = 0; y < height; y++) {
      added.fill(0);
      for (const one of laid) addRow(kernels, one, y - one.top, sums + 8 * one.start, rowBytes);
      kernels.divideRow(sums, sums + rowBytes, width, place === null ? line : place + 4 * y * width);
      if (place === null) data.set(made, y * width);
    }
  });
  return { data, height, width };
}

/** Adds the row of a tile at a place from above, if it has one there, to sums, and `apart` bytes behind them to weights. */
function addRow(kernels: WasmKernels, tile: LaidTile, place: number, sums: number, apart: number): void {
  const { height, type, columns, count } = tile;
  if (place < 0 || place > height - 1) return;
  const above = Math.floor(place);
  const fraction = place - above;
  const rows = tile.rowsAt(above);
  const below = fraction === 0 ? rows : rows + tile.rowBytes;
  const weight = Math.min(place, height - 1 - place) + 1;
  kernels.blendRow(type, rows, below, columns, count, fraction, weight, sums, sums + apart);
}

/** A tile, and where it lies. */
interface LaidTile {
  readonly height: number;
  readonly type: number;
  readonly rowBytes: number;
  /** The address of a row and, if there is one, the next. */
  readonly rowsAt: (row: number) => number;
  /** Its place from above, px. */
  readonly top: number;
  /** The first of the `count` columns of the canvas that it covers, whose samples stand at `columns`. */
  readonly start: number;
  readonly count: number;
  readonly columns: number;
}

/** Of each column 3 float64: the column of the tile left of it, how far beyond that it lies, and its distance to the nearer border, from 1. */
function layTile(arena: Arena, { data, height, width }: Plane, { x, y }: Point): LaidTile {
  const start = Math.ceil(x);
  const count = Math.floor(x + width - 1) - start + 1;
  const samples = new Float64Array(3 * count);
  for (let i = 0; i < count; i++) {
    const place = start + i - x;
    const source = Math.floor(place);
    samples[3 * i] = source;
    samples[3 * i + 1] = place - source;
    samples[3 * i + 2] = Math.min(place, width - 1 - place) + 1;
  }
  const rowBytes = width * data.BYTES_PER_ELEMENT;
  const rowsAt = rowsOf(arena, data, width);
  return { height, type: sampleType(data), rowBytes, rowsAt, top: y, start, count, columns: arena.upload(samples) };
}

/** Rows where they lie, or copied two at a time. */
function rowsOf(arena: Arena, data: PixelArray, width: number): LaidTile["rowsAt"] {
  const there = arena.placeOf(data);
  if (there !== null) return (row) => there + row * width * data.BYTES_PER_ELEMENT;
  const address = arena.allocate(2 * width * data.BYTES_PER_ELEMENT);
  return (row) => {
    arena.view(address, data, 2 * width).set(data.subarray(row * width, (row + 2) * width));
    return address;
  };
}
