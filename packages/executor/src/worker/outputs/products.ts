import type { Calibration, PlaneKey, StagePosition } from "@ohcs/context";

/** One item that a step left in the intermediate backend for later steps. */
export interface Product {
  readonly path: string;
  readonly key: PlaneKey;
  /** Coordinates and stage position of each plane; one empty key for tables and JSON. */
  readonly planes: readonly PlaneKey[];
  readonly positions: readonly (StagePosition | null)[];
  readonly calibration: Calibration;
  readonly bytes: number;
}

/** What the steps of one well left for each other, by step and output; images count over groups, the rest by group. */
export class Products {
  readonly #items = new Map<string, Map<number, Product>>();
  #bytes = 0;

  add(step: number, output: string, index: number, product: Product): void {
    const name = keyOf(step, output);
    const items = this.#items.get(name) ?? new Map<number, Product>();
    items.set(index, product);
    this.#bytes += product.bytes;
    this.#items.set(name, items);
  }

  get(step: number, output: string, index: number): Product | undefined {
    return this.#items.get(keyOf(step, output))?.get(index);
  }

  /** What all of them hold. */
  get bytes(): number {
    return this.#bytes;
  }

  /** How many items of an output there are so far: the index of the next image. */
  count(step: number, output: string): number {
    return this.#items.get(keyOf(step, output))?.size ?? 0;
  }

  /** Forgets an output and returns what it held. */
  take(step: number, output: string): readonly Product[] {
    const name = keyOf(step, output);
    const items = [...(this.#items.get(name)?.values() ?? [])];
    this.#items.delete(name);
    for (const { bytes } of items) this.#bytes -= bytes;
    return items;
  }
}

function keyOf(step: number, output: string): string {
  return `${step}/${output}`;
}
