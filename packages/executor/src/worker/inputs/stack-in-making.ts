import type { AllocatePixels, Dtype, PixelArray, StoredImage } from "@ohcs/context";
import type { PixelLease } from "../buffers/pixel-lease.ts";

/** How the planes of a stack are to be held: as read, or as float32 so that nothing is rounded inside a chain. */
export type StackForm = "asRead" | "float32" | "labels" | "rgb";

const FIXED = { asRead: null, float32: "float32", labels: "uint32", rgb: "uint8" } as const;

/**
 * A stack while its planes are read: those that have its dtype are decoded straight into it, others are converted as they
 * come. As read, the first plane that comes decides; where another differs, all become float64.
 */
export class StackInMaking {
  readonly #lease: PixelLease;
  readonly #planes: number;
  readonly #fixed: Dtype | null;
  readonly #others = new Map<number, PixelArray>();
  #dtype: Dtype | null;
  #size = 0;
  #data: PixelArray | null = null;

  constructor(lease: PixelLease, planes: number, form: StackForm) {
    this.#lease = lease;
    this.#planes = planes;
    this.#fixed = FIXED[form];
    this.#dtype = this.#fixed;
  }

  /** Gives the array that a plane is decoded into. */
  allocatorOf(index: number): AllocatePixels {
    return (dtype, length) => {
      const place = this.#placeOf(index, dtype, length);
      return place !== null && dtype === this.#dtype ? place : this.#lease.allocate(dtype, length);
    };
  }

  /** Takes a plane that was read, or that another only lets look at it. One of another size is left out: that is for the caller to see. */
  put(index: number, { data, dtype }: StoredImage, isBorrowed = false): void {
    const place = this.#placeOf(index, dtype, data.length);
    if (place === null || (place.buffer === data.buffer && place.byteOffset === data.byteOffset)) return;
    if (!isBorrowed) this.#lease.adopt(data);
    if (this.#fixed === null && dtype !== this.#dtype) this.#others.set(index, data);
    else {
      place.set(data);
      this.#lease.release(data);
    }
  }

  /** Takes a plane whose array the lease holds, as the whole stack where that is one plane of this type that may be given to functions. */
  take(index: number, image: StoredImage): void {
    const { data, dtype } = image;
    const isOther = dtype !== (this.#fixed ?? dtype) || !this.#lease.fits(data);
    if (this.#planes > 1 || this.#data !== null || isOther) this.put(index, image);
    else {
      this.#dtype = dtype;
      this.#size = data.length;
      this.#data = data;
    }
  }

  /** The stack, `size` samples per plane; planes that `isMissing` are zeros. */
  finish(size: number, isMissing: (index: number) => boolean): { readonly data: PixelArray; readonly dtype: Dtype } {
    if (this.#data === null) this.#begin(this.#dtype ?? "uint16", size);
    for (let i = 0; i < this.#planes; i++) if (isMissing(i)) this.#planeOf(i)?.fill(0);
    if (this.#others.size > 0) this.#widen();
    return { data: this.#data as unknown as PixelArray, dtype: this.#dtype ?? "uint16" };
  }

  #placeOf(index: number, dtype: Dtype, length: number): PixelArray | null {
    if (this.#data === null) this.#begin(this.#fixed ?? dtype, length);
    return length === this.#size ? this.#planeOf(index) : null;
  }

  #begin(dtype: Dtype, size: number): void {
    this.#dtype = dtype;
    this.#size = size;
    this.#data = this.#lease.allocate(dtype, this.#planes * size);
  }

  #planeOf(index: number): PixelArray | null {
    return this.#data?.subarray(index * this.#size, (index + 1) * this.#size) ?? null;
  }

  #widen(): void {
    const narrow = this.#data;
    const data = this.#lease.allocate("float64", this.#planes * this.#size);
    if (narrow !== null) data.set(narrow);
    for (const [index, plane] of this.#others) data.set(plane, index * this.#size);
    for (const array of [...this.#others.values(), ...(narrow === null ? [] : [narrow])]) this.#lease.release(array);
    this.#data = data;
    this.#dtype = "float64";
  }
}
