import type { Plane } from "../plane.ts";

/**
 * `marker` dilated again and again by a cross, never above `mask`, until nothing changes. The marker is nowhere above the mask.
 *
 * Reference: `skimage.morphology.reconstruction(footprint=disk(1))`, equal. (Vincent, 1993: two passes, then what is left by a queue)
 */
export function reconstructByDilation(marker: Plane<Float64Array>, mask: Plane<Float64Array>): Plane<Float64Array> {
  const { height, width } = marker;
  const raised = new Raised(marker.data.slice(), mask.data, height, width);
  raised.pass();
  raised.passBackwards();
  raised.settle();
  return { data: raised.data, height, width };
}

class Raised {
  readonly data: Float64Array;
  readonly #limit: Float64Array;
  readonly #height: number;
  readonly #width: number;
  /** Pixels that may still raise a neighbour, first come first served. */
  readonly #waiting: number[] = [];

  constructor(data: Float64Array, limit: Float64Array, height: number, width: number) {
    this.data = data;
    this.#limit = limit;
    this.#height = height;
    this.#width = width;
  }

  pass(): void {
    const [data, limit, width] = [this.data, this.#limit, this.#width];
    for (let y = 0, i = 0; y < this.#height; y++) {
      for (let x = 0; x < width; x++, i++) {
        let value = data[i]!;
        if (x > 0 && data[i - 1]! > value) value = data[i - 1]!;
        if (y > 0 && data[i - width]! > value) value = data[i - width]!;
        data[i] = Math.min(value, limit[i]!);
      }
    }
  }

  passBackwards(): void {
    const [data, limit, width, last] = [this.data, this.#limit, this.#width, this.#width - 1];
    for (let y = this.#height - 1, i = data.length - 1; y >= 0; y--) {
      const isLastRow = y === this.#height - 1;
      for (let x = last; x >= 0; x--, i--) {
        let value = data[i]!;
        if (x < last && data[i + 1]! > value) value = data[i + 1]!;
        if (!isLastRow && data[i + width]! > value) value = data[i + width]!;
        if (value > limit[i]!) value = limit[i]!;
        data[i] = value;
        const raises = (x < last && this.#isRaised(i + 1, value)) || (!isLastRow && this.#isRaised(i + width, value));
        if (raises) this.#waiting.push(i);
      }
    }
  }

  settle(): void {
    const [data, width, waiting] = [this.data, this.#width, this.#waiting];
    for (let first = 0; first < waiting.length; first++) {
      const next = waiting[first]!;
      const x = next % width;
      const value = data[next]!;
      if (x > 0) this.#raise(next - 1, value);
      if (x < width - 1) this.#raise(next + 1, value);
      if (next >= width) this.#raise(next - width, value);
      if (next + width < data.length) this.#raise(next + width, value);
    }
  }

  #raise(i: number, value: number): void {
    if (!this.#isRaised(i, value)) return;
    this.data[i] = Math.min(value, this.#limit[i]!);
    this.#waiting.push(i);
  }

  #isRaised(i: number, value: number): boolean {
    return this.data[i]! < value && this.data[i]! < this.#limit[i]!;
  }
}
