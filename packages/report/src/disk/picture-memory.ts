import { allocatePixels, type Dtype, type PixelArray } from "@ohcs/context";

const SLAB = 1 << 20;

/** Memory of one sheet after the other: thousands of small arrays, each collected by itself, take longer than their pictures. */
export class PictureMemory {
  readonly #again = new Map<Dtype, PixelArray>();
  readonly #slabs: Float32Array[] = [];
  #slab = 0;
  #used = 0;

  /** All pictures may be overwritten from now on. */
  clear(): void {
    [this.#slab, this.#used] = [0, 0];
  }

  /** For a plane that is gone when the next one comes. */
  readonly plane = (dtype: Dtype, length: number): PixelArray => {
    const kept = this.#again.get(dtype);
    const memory = kept?.length === length ? kept : allocatePixels(dtype, length);
    this.#again.set(dtype, memory);
    return memory;
  };

  /** For a picture, float32, that stays until {@link clear}; and for sums that it is made from. */
  readonly picture = (dtype: Dtype, length: number): PixelArray => {
    if (dtype !== "float32") return this.plane(dtype, length);
    if (this.#used + length > (this.#slabs[this.#slab]?.length ?? 0)) this.#next(length);
    const from = this.#used;
    this.#used += length;
    return (this.#slabs[this.#slab] ?? new Float32Array()).subarray(from, this.#used);
  };

  #next(length: number): void {
    if (this.#used > 0) this.#slab++;
    this.#used = 0;
    if ((this.#slabs[this.#slab]?.length ?? 0) < length)
      this.#slabs[this.#slab] = new Float32Array(Math.max(SLAB, length));
  }
}
