import { expectParameter, expectSameShape, type Labels, type Mask, type Plane } from "../plane.ts";
import { PixelQueue } from "./pixel-queue.ts";

/**
 * Labels grown from `seeds` over `mask`, each pixel to the seed of the shortest path. A step costs
 * √(d² + n·regularization²): d sums the absolute differences of intensity between the 3 × 3 px around both pixels, n is 1 across
 * an edge and 2 across a corner. Low values follow the image, high ones only the distance. Seeds stay as they are, also
 * outside the mask.
 *
 * Reference: `centrosome.propagate.propagate`, equal, also among equally short paths (Jones, Carpenter and Golland, 2005).
 *
 * @throws PLANE_SHAPE_MISMATCH; PARAMETER_INVALID unless the regularization, in units of intensity, is 0 or more.
 */
export function propagateLabels(image: Plane, seeds: Labels, mask: Mask, regularization: number): Labels {
  expectSameShape("propagate labels", image, seeds, mask);
  expectParameter(regularization >= 0, "propagate labels", "a regularization ≥ 0", regularization);
  const labels = new Propagation(image, seeds, mask, regularization ** 2).run();
  return { data: labels, height: image.height, width: image.width };
}

class Propagation {
  readonly #image: Float64Array;
  readonly #seeds: Labels;
  readonly #mask: Uint8Array;
  readonly #penalty: number;
  readonly #labels: Uint32Array;
  readonly #isDone: Uint8Array;
  readonly #distances: Float64Array;
  readonly #queue = new PixelQueue();

  constructor(image: Plane, seeds: Labels, mask: Mask, penalty: number) {
    this.#image = extended(image);
    this.#seeds = seeds;
    this.#mask = mask.data;
    this.#penalty = penalty;
    this.#labels = seeds.data.slice();
    this.#isDone = new Uint8Array(seeds.data.length);
    this.#distances = new Float64Array(seeds.data.length).fill(Number.POSITIVE_INFINITY);
  }

  run(): Uint32Array {
    const { data } = this.#seeds;
    for (let i = 0; i < data.length; i++) {
      if (data[i] === 0) continue;
      this.#distances[i] = 0;
      if (this.#mask[i] !== 0) this.#queue.push(0, data[i]!, i);
    }
    while (this.#queue.pop()) {
      const { pixel } = this.#queue;
      if (this.#isDone[pixel] !== 0) continue;
      this.#isDone[pixel] = 1;
      if (data[pixel] === 0) this.#labels[pixel] = this.#queue.label;
      this.#spread(pixel, this.#queue.distance, this.#queue.label);
    }
    return this.#labels;
  }

  #spread(pixel: number, distance: number, label: number): void {
    const { height, width } = this.#seeds;
    const y = Math.floor(pixel / width);
    const x = pixel - y * width;
    for (let dy = y === 0 ? 0 : -1; dy <= 1 && y + dy < height; dy++) {
      for (let dx = x === 0 ? 0 : -1; dx <= 1 && x + dx < width; dx++) {
        const next = pixel + dy * width + dx;
        if (this.#mask[next] === 0 || this.#isDone[next] !== 0) continue;
        const difference = this.#difference(y, x, dy * (width + 2) + dx);
        const corner = dx !== 0 && dy !== 0 ? 2 : 1;
        const reached = distance + Math.sqrt(difference * difference + corner * this.#penalty);
        if (reached >= this.#distances[next]!) continue;
        this.#distances[next] = reached;
        this.#queue.push(reached, label, next);
      }
    }
  }

  /** How much the 3 × 3 px around the pixel differ from those `step` samples on. */
  #difference(y: number, x: number, step: number): number {
    const image = this.#image;
    const row = this.#seeds.width + 2;
    let sum = 0;
    for (let at = y * row + x, end = at + 3 * row; at < end; at += row) {
      sum += Math.abs(image[at]! - image[at + step]!);
      sum += Math.abs(image[at + 1]! - image[at + step + 1]!);
      sum += Math.abs(image[at + 2]! - image[at + step + 2]!);
    }
    return sum;
  }
}

/** The samples with a frame of 1 px that repeats the outermost ones. */
function extended({ data, height, width }: Plane): Float64Array {
  const row = width + 2;
  const samples = new Float64Array(row * (height + 2));
  for (let y = -1; y <= height; y++) {
    const source = Math.min(height - 1, Math.max(0, y)) * width;
    for (let x = -1; x <= width; x++)
      samples[(y + 1) * row + x + 1] = data[source + Math.min(width - 1, Math.max(0, x))]!;
  }
  return samples;
}
