import { type AllocatePixels, allocatePixels, type PixelArray } from "@ohcs/context";

/**
 * Arrays for results as a worker of a run lends them to functions (decision 18): those of the call before, by type and length. The
 * allocators of the peers give memory that was just freed as well.
 */
export class LentResults {
  readonly #free = new Map<string, PixelArray[]>();
  readonly #lent: (readonly [key: string, array: PixelArray])[] = [];

  readonly allocate: AllocatePixels = (dtype, length) => {
    const key = `${dtype} ${length}`;
    const array = this.#free.get(key)?.pop() ?? allocatePixels(dtype, length);
    this.#lent.push([key, array]);
    return array;
  };

  /** Nothing that was lent is used any more. */
  takeBack(): void {
    for (const [key, array] of this.#lent.splice(0)) this.#free.set(key, [...(this.#free.get(key) ?? []), array]);
  }
}
