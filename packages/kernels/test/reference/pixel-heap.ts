/**
 * A binary heap of pixels: the lowest `levels[pixel]` comes first, among equals the one with the lowest age. The order
 * of pixels equal in both is that of a textbook heap, which `skimage.segmentation.watershed` shares.
 */
export class PixelHeap {
  readonly #levels: Float64Array;
  readonly #ages: Int32Array;
  readonly #pixels: Int32Array;
  #size = 0;

  /** `capacity` bounds how many pixels are ever inside together. */
  constructor(levels: Float64Array, ages: Int32Array, capacity: number) {
    this.#levels = levels;
    this.#ages = ages;
    this.#pixels = new Int32Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  push(pixel: number): void {
    const pixels = this.#pixels;
    let place = this.#size++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#precedes(pixel, pixels[parent]!)) break;
      pixels[place] = pixels[parent]!;
      place = parent;
    }
    pixels[place] = pixel;
  }

  pop(): number {
    const pixels = this.#pixels;
    const first = pixels[0]!;
    const moved = pixels[--this.#size]!;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#precedes(pixels[child + 1]!, pixels[child]!)) child++;
      if (!this.#precedes(pixels[child]!, moved)) break;
      pixels[place] = pixels[child]!;
      place = child;
    }
    pixels[place] = moved;
    return first;
  }

  #precedes(a: number, b: number): boolean {
    const difference = this.#levels[a]! - this.#levels[b]!;
    return difference < 0 || (difference === 0 && this.#ages[a]! < this.#ages[b]!);
  }
}
