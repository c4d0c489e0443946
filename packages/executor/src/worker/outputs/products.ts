import type { Calibration, PlaneKey, StagePosition } from "@ohcs/context";

/** One item that a step left in the intermediate backend for later steps. */
interface Product {
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

  /** The maker of the item may keep using the objects with its coordinates. */
  add(step: number, output: string, index: number, product: Product): void {
    const name = keyOf(step, output);
    const items = this.#items.get(name) ?? new Map<number, Product>();
    items.set(index, apart(product));
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

  /** Forgets an item of an output, or all that are left where `index` is null, and returns what was held. */
  take(step: number, output: string, index: number | null): readonly Product[] {
    const items = this.#items.get(keyOf(step, output)) ?? new Map<number, Product>();
    const taken = [...items].filter(([own]) => index === null || own === index);
    for (const [own, { bytes }] of taken) {
      items.delete(own);
      this.#bytes -= bytes;
    }
    return taken.map(([, product]) => product);
  }
}

function apart({ key, planes, positions, calibration, ...rest }: Product): Product {
  return {
    ...rest,
    key: { ...key },
    planes: planes.map((plane) => ({ ...plane })),
    positions: positions.map((position) => position && { ...position }),
    calibration: { ...calibration },
  };
}

function keyOf(step: number, output: string): string {
  return `${step}/${output}`;
}
