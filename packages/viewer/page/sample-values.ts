import type { FieldImage, PlaneChoice } from "./sources/plate-source.ts";
import { TILE } from "./sources/viv-level.ts";

const MOST_TILES = 24;

/** Samples of a field at single pixels, out of tiles that are kept, so that moving a pointer reads each tile once. */
export class SampleValues {
  readonly #image: FieldImage;
  readonly #tiles = new Map<string, ReturnType<FieldImage["read"]>>();

  constructor(image: FieldImage) {
    this.#image = image;
  }

  /** The sample at column `x` of row `y`, full size. */
  async at(plane: PlaneChoice, x: number, y: number): Promise<number> {
    const [left, top] = [x - (x % TILE), y - (y % TILE)];
    const width = Math.min(TILE, this.#image.width - left);
    const region = { x: left, y: top, width, height: Math.min(TILE, this.#image.height - top) };
    const key = JSON.stringify([plane, left, top]);
    const tile = this.#tiles.get(key) ?? this.#image.read(plane, 0, region);
    this.#tiles.delete(key);
    this.#tiles.set(key, tile);
    for (const oldest of this.#tiles.keys()) if (this.#tiles.size > MOST_TILES) this.#tiles.delete(oldest);
    return (await tile)[(y - top) * width + x - left] ?? Number.NaN;
  }
}
