import { expectParameter, expectSameShape, type Plane, type Point } from "../../src/plane.ts";
import { mosaicSize } from "../../src/stitching/mosaic-size.ts";

/**
 * One float32 image of all tiles, each laid at its sub-pixel place by bilinear interpolation; where tiles overlap, each
 * counts the more the farther the pixel is from that tile's border (linear blending). Intensities stay in the range of
 * the tiles; what no tile covers is 0.
 *
 * @throws PLANE_SHAPE_MISMATCH, PARAMETER_INVALID for a negative position
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
  const sums = new Float64Array(width * height);
  const weights = new Float64Array(width * height);
  for (const [i, tile] of tiles.entries()) addTile(tile, positions[i]!, { sums, weights, width });
  const data = new Float32Array(sums.length);
  for (let i = 0; i < data.length; i++) data[i] = weights[i]! > 0 ? sums[i]! / weights[i]! : 0;
  return { data, height, width };
}

interface Canvas {
  readonly sums: Float64Array;
  readonly weights: Float64Array;
  readonly width: number;
}

function addTile(tile: Plane, { x, y }: Point, canvas: Canvas): void {
  const columns = samples(x, tile.width);
  const rows = samples(y, tile.height);
  for (const { target, source, fraction, weight } of rows) {
    const above = source * tile.width;
    const below = fraction === 0 ? above : above + tile.width;
    const out = target * canvas.width;
    for (const column of columns) {
      const left = column.source;
      const right = column.fraction === 0 ? left : left + 1;
      const upper = mix(tile.data[above + left]!, tile.data[above + right]!, column.fraction);
      const lower = mix(tile.data[below + left]!, tile.data[below + right]!, column.fraction);
      const share = weight * column.weight;
      canvas.sums[out + column.target]! += share * mix(upper, lower, fraction);
      canvas.weights[out + column.target]! += share;
    }
  }
}

interface Sample {
  /** Pixel of the canvas. */
  readonly target: number;
  /** It lies this fraction of a pixel beyond pixel `source` of the tile. */
  readonly source: number;
  readonly fraction: number;
  /** Distance to the tile's nearer border, px, from 1. */
  readonly weight: number;
}

function samples(position: number, length: number): Sample[] {
  const start = Math.ceil(position);
  const end = Math.floor(position + length - 1);
  return Array.from({ length: end - start + 1 }, (_, i) => {
    const place = start + i - position;
    const source = Math.floor(place);
    return { target: start + i, source, fraction: place - source, weight: Math.min(place, length - 1 - place) + 1 };
  });
}

function mix(a: number, b: number, fraction: number): number {
  return a + (b - a) * fraction;
}
