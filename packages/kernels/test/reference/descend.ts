import { sortOrder } from "../../src/intensity/sort-order.ts";
import { DisjointSets } from "../../src/labels/disjoint-sets.ts";
import { expectParameter, expectSameShape, type Mask, type Plane } from "../../src/plane.ts";

export interface ProminenceOptions {
  /** How far a peak must rise above the saddle that joins it to a higher one. */
  readonly prominence: number;
  /** The same as a fraction of the peak's own height; the larger of the two counts. @default 0 */
  readonly relativeProminence?: number;
  /** Only these pixels belong to the landscape. @default all */
  readonly mask?: Mask;
}

/** The landscape once all water is gone. A pixel's rank is its place among all pixels of the mask, highest first. */
export interface Descent {
  /** The pixels by rank. */
  readonly pixels: Uint32Array;
  /** 1 for each rank that is a peak prominent enough. */
  readonly isPeak: Uint8Array;
  /** The ranks that belong together: every pixel with the way up from it, minor peaks with what they lean on. */
  readonly basins: DisjointSets;
}

/**
 * Lets water sink from the highest pixel of `landscape` (compared as float32) to the lowest. Islands emerge, grow and
 * meet; where two meet (neighbourhood 8), the lower one's peak counts only if it is prominent enough.
 *
 * @throws PARAMETER_INVALID unless a prominence is positive, PLANE_SHAPE_MISMATCH where mask and landscape differ in size.
 */
export function descend(landscape: Plane, options: ProminenceOptions): Descent {
  const { prominence, relativeProminence = 0, mask } = options;
  const bounded = prominence >= 0 && relativeProminence >= 0 && prominence + relativeProminence > 0;
  expectParameter(bounded, "find peaks", "a prominence > 0", prominence);
  if (mask !== undefined) expectSameShape("find peaks", landscape, mask);
  const pixels = pixelsByHeight(landscape, mask);
  const meeting = new Meeting(landscape, pixels, (top) => Math.max(prominence, relativeProminence * top));
  for (let rank = 0; rank < pixels.length; rank++) meeting.emerge(rank);
  return { pixels, isPeak: meeting.isPeak, basins: meeting.basins };
}

/** The pixels of the mask, highest first, equal ones in raster order. */
function pixelsByHeight(landscape: Plane, mask: Mask | undefined): Uint32Array {
  const pixels = new Uint32Array(landscape.data.length);
  let count = 0;
  for (let i = 0; i < pixels.length; i++) if (mask === undefined || mask.data[i] !== 0) pixels[count++] = i;
  const depths = new Float32Array(count);
  for (let i = 0; i < count; i++) depths[i] = -landscape.data[pixels[i]!]!;
  const order = sortOrder(depths);
  for (let rank = 0; rank < count; rank++) order[rank] = pixels[order[rank]!]!;
  return order;
}

/** Who has met whom while the water sinks. Sets of ranks are represented by their highest pixel. */
class Meeting {
  readonly isPeak: Uint8Array;
  readonly basins: DisjointSets;
  readonly #islands: DisjointSets;
  readonly #ranks: Int32Array;
  readonly #landscape: Plane;
  readonly #pixels: Uint32Array;
  readonly #required: (top: number) => number;
  readonly #neighbours = new Int32Array(8);

  constructor(landscape: Plane, pixels: Uint32Array, required: (top: number) => number) {
    this.isPeak = new Uint8Array(pixels.length);
    this.basins = new DisjointSets(pixels.length);
    this.#islands = new DisjointSets(pixels.length);
    this.#ranks = new Int32Array(landscape.data.length).fill(-1);
    this.#landscape = landscape;
    this.#pixels = pixels;
    this.#required = required;
  }

  emerge(rank: number): void {
    const pixel = this.#pixels[rank]!;
    const count = this.#listEmerged(pixel);
    this.#ranks[pixel] = rank;
    if (count === 0) {
      this.isPeak[rank] = 1;
      return;
    }
    let highest = this.#neighbours[0]!;
    for (let i = 1; i < count; i++) highest = Math.min(highest, this.#neighbours[i]!);
    this.basins.merge(rank, highest);
    this.#islands.merge(rank, highest);
    const level = this.#landscape.data[pixel]!;
    for (let i = 0; i < count; i++) this.#meet(rank, this.#neighbours[i]!, level);
  }

  /** Notes the ranks of the neighbours that are above water; returns how many there are. */
  #listEmerged(pixel: number): number {
    const { height, width } = this.#landscape;
    const x = pixel % width;
    const y = (pixel - x) / width;
    let count = 0;
    for (let ny = Math.max(0, y - 1); ny <= y + 1 && ny < height; ny++) {
      for (let nx = Math.max(0, x - 1); nx <= x + 1 && nx < width; nx++) {
        const rank = this.#ranks[ny * width + nx]!;
        if (rank >= 0) this.#neighbours[count++] = rank;
      }
    }
    return count;
  }

  #meet(rank: number, neighbour: number, level: number): void {
    const island = this.#islands.rootOf(rank);
    const other = this.#islands.rootOf(neighbour);
    if (island === other) return;
    const lower = Math.max(island, other);
    const top = this.#landscape.data[this.#pixels[lower]!]!;
    if (top - level < this.#required(top)) {
      this.isPeak[lower] = 0;
      this.basins.merge(lower, lower === island ? neighbour : rank);
    }
    this.#islands.merge(island, other);
  }
}
