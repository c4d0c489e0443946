import { type AllocatePixels, allocatePixels, type Dtype, type PixelArray } from "@ohcs/context";
import { withResultsIn } from "@ohcs/kernels";

const SLAB_BYTES = 1 << 21;

type PictureArray<Data> = new (buffer: SharedArrayBuffer, offset: number, length: number) => Data;

/**
 * Memory for planes, which is used again for the next, and for pictures, which stay: thousands of small arrays, each collected by itself,
 * take longer than their pictures. Other threads see pictures where they lie.
 */
export class PictureMemory {
  readonly #planes = new Map<Dtype, PixelArray>();
  readonly #scratch = new Map<Dtype, PixelArray>();
  readonly #slabs: SharedArrayBuffer[] = [];
  #slab = 0;
  #used = 0;

  /** All pictures may be overwritten from now on. */
  clear(): void {
    [this.#slab, this.#used] = [0, 0];
  }

  /** For a plane that is gone when the next one comes. */
  readonly plane: AllocatePixels = (dtype, length) => again(this.#planes, dtype, length);

  /** Has kernels return what is gone when they are called next. */
  scratched<Result>(compute: () => Result): Result {
    return withResultsIn((dtype, length) => again(this.#scratch, dtype, length), compute);
  }

  /** For a picture that stays until {@link clear}. */
  picture<Data extends Uint8Array | Uint16Array>(
    Pixels: PictureArray<Data> & { readonly BYTES_PER_ELEMENT: number },
    length: number,
  ): Data {
    const bytes = Pixels.BYTES_PER_ELEMENT * length;
    const from = Math.ceil(this.#used / 2) * 2;
    if (from + bytes <= (this.#slabs[this.#slab]?.byteLength ?? 0)) {
      this.#used = from + bytes;
      return new Pixels(this.#slabs[this.#slab] as SharedArrayBuffer, from, length);
    }
    if (this.#used > 0) this.#slab++;
    if ((this.#slabs[this.#slab]?.byteLength ?? 0) < bytes)
      this.#slabs[this.#slab] = new SharedArrayBuffer(Math.max(SLAB_BYTES, bytes));
    this.#used = bytes;
    return new Pixels(this.#slabs[this.#slab] as SharedArrayBuffer, 0, length);
  }
}

function again(kept: Map<Dtype, PixelArray>, dtype: Dtype, length: number): PixelArray {
  const known = kept.get(dtype);
  const memory = known?.length === length ? known : allocatePixels(dtype, length);
  kept.set(dtype, memory);
  return memory;
}
