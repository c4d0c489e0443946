import { expectParameter, expectSameShape, type Labels, type Point } from "../plane.ts";
import { mosaicSize } from "./mosaic-size.ts";

/**
 * One label image of all tiles, each laid at its place rounded to whole px: labels are never interpolated or blended.
 * `numbers[tile]` maps a tile's labels to those of the mosaic; what it lacks or maps to 0 is left out. Where two objects
 * meet, the lower number keeps the pixel.
 *
 * @throws PLANE_SHAPE_MISMATCH, PARAMETER_INVALID
 */
export function assembleLabels(
  tiles: readonly Labels[],
  positions: readonly Point[],
  numbers: readonly ReadonlyMap<number, number>[],
): Labels {
  const [first, ...others] = tiles;
  const complete = first !== undefined && tiles.length === positions.length && tiles.length === numbers.length;
  expectParameter(complete, "assemble labels", "a place and numbers per tile", positions.length);
  expectSameShape("assemble labels", first!, ...others);
  const { width, height } = mosaicSize(positions, first!.width, first!.height);
  const data = new Uint32Array(width * height);
  for (const [i, tile] of tiles.entries()) layTile(tile, positions[i]!, numbers[i]!, { data, width, height });
  return { data, height, width };
}

function layTile(tile: Labels, { x, y }: Point, numbers: ReadonlyMap<number, number>, mosaic: Labels): void {
  const left = Math.round(x);
  const top = Math.round(y);
  // Looked up once for pixels of an object that lie side by side.
  let label = 0;
  let number = numbers.get(0) ?? 0;
  for (let row = 0; row < Math.min(tile.height, mosaic.height - top); row++) {
    const out = (top + row) * mosaic.width + left;
    for (let column = 0; column < Math.min(tile.width, mosaic.width - left); column++) {
      const own = tile.data[row * tile.width + column]!;
      if (own !== label) {
        label = own;
        number = numbers.get(own) ?? 0;
      }
      if (number === 0) continue;
      const there = mosaic.data[out + column]!;
      if (there === 0 || number < there) mosaic.data[out + column] = number;
    }
  }
}
