import { emptyLike, type PixelArray, type Plane } from "../../src/plane.ts";
import { reflectIndex } from "./reflect-index.ts";

/** The median of the `size × size` neighbourhood of each pixel. */
export function medianFilter<T extends PixelArray>(plane: Plane<T>, size: number): Plane<T> {
  return rankFilter(plane, size, (size * size - 1) / 2);
}

/**
 * The sample of each neighbourhood that `rank` others precede in sorted order; edges are mirrored. Samples are compared as float32; of equal
 * ones the first is returned. A window moves along each row, and counts of its samples by value move with it (Huang 1979).
 */
export function rankFilter<T extends PixelArray>(plane: Plane<T>, size: number, rank: number): Plane<T> {
  const { data: samples, height, width } = plane;
  const floats = Float32Array.from(samples, (value) => value + 0);
  const firsts = new Map(Array.from(floats, (value, i) => [value, samples[i]!] as const).reverse());
  const values = Float32Array.from(firsts.keys()).sort();
  const places = new Map(Array.from(values, (value, place) => [value, place]));
  const levels = Uint32Array.from(floats, (value) => places.get(value)!);
  const radius = (size - 1) / 2;
  const data = emptyLike(samples);
  for (let y = 0; y < height; y++) {
    const rows = Array.from({ length: size }, (_, i) => reflectIndex(y + i - radius, height) * width);
    const window = new RankedCounts(values.length);
    const change = (x: number, by: 1 | -1) => {
      const column = reflectIndex(x, width);
      for (const row of rows) window.count(levels[row + column]!, by);
    };
    for (let x = -radius; x < radius; x++) change(x, 1);
    for (let x = 0; x < width; x++) {
      change(x + radius, 1);
      data[y * width + x] = firsts.get(values[window.atRank(rank)]!)!;
      change(x - radius, -1);
    }
  }
  return { data, height, width };
}

/** How often each level occurs, and the level of one rank, found from where it was before. */
class RankedCounts {
  readonly #counts: Int32Array;
  #level = 0;
  /** How many samples have a lower level. */
  #below = 0;

  constructor(levels: number) {
    this.#counts = new Int32Array(levels);
  }

  count(level: number, by: 1 | -1): void {
    this.#counts[level]! += by;
    if (level < this.#level) this.#below += by;
  }

  atRank(rank: number): number {
    while (this.#below > rank) this.#below -= this.#counts[--this.#level]!;
    while (this.#below + this.#counts[this.#level]! <= rank) this.#below += this.#counts[this.#level++]!;
    return this.#level;
  }
}
