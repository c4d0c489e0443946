import { expectParameter, type Plane } from "../plane.ts";
import { computePlane } from "../wasm/compute-plane.ts";
import { sampleType } from "../wasm/sample-type.ts";
import { extremesOfStored } from "./extremes.ts";

export interface AdaptiveOptions {
  /** How many tiles along each axis have a histogram of their own. @default 8 */
  readonly tiles?: number;
  /** How often a value may occur in a tile, beside the mean of all values: more is spread over them. @default 2 */
  readonly clipLimit?: number;
}

/**
 * Contrast limited adaptive histogram equalization (CLAHE; Zuiderveld 1994): each tile's clipped histogram gives a curve, and pixels
 * follow the curves of the four tiles around them, bilinearly. Same sample type.
 *
 * Reference: `cv2.createCLAHE(clipLimit, (tiles, tiles)).apply(image)`, equal for 8 and 16 bits.
 *
 * @throws PARAMETER_INVALID unless there are 1 to 64 tiles and the limit is not negative.
 */
export function equalizeAdaptively<T extends Uint8Array | Uint16Array>(
  { data, height, width }: Plane<T>,
  { tiles = 8, clipLimit = 2 }: AdaptiveOptions = {},
): Plane<T> {
  expectParameter(Number.isInteger(tiles) && tiles >= 1 && tiles <= 64, "equalize", "1 to 64 tiles", tiles);
  expectParameter(clipLimit >= 0, "equalize", "a clip limit ≥ 0", clipLimit);
  // A plane that tiles do not divide grows along both axes, also along one that they would divide.
  const isWhole = height % tiles === 0 && width % tiles === 0;
  const [tileHeight, tileWidth] = [height, width].map((length) =>
    isWhole ? length / tiles : (length + tiles - (length % tiles)) / tiles,
  ) as [number, number];
  return computePlane(data, { height, width }, (kernels, arena, target) => {
    const source = arena.read(data);
    const type = sampleType(data);
    const { least, greatest } = extremesOfStored(type, source, data.length);
    const span = Math.max(0, greatest - least + 1);
    const [curves, counts] = [arena.allocate(2 * span * tiles * tiles), arena.allocate(4 * span)];
    kernels.equalizePlane(
      type,
      source,
      target,
      height,
      width,
      tiles,
      tileHeight,
      tileWidth,
      clipLimit,
      least,
      greatest,
      curves,
      counts,
    );
  });
}
