import { allocatePixels, castPixels, type Dtype } from "@ohcs/context";
import { SIGNAL_ABORTED } from "../layers/viv-loaders.ts";
import type { FieldImage } from "./plate-source.ts";

/** Which plane Viv asks for. */
export interface VivSelection {
  readonly channel: string;
  readonly z: number | null;
  readonly t: number | null;
}

interface Wanted {
  readonly selection: VivSelection;
  readonly signal?: AbortSignal;
}

export const TILE = 512;

/** One level of a field as Viv's layers read it: a `PixelSource`. */
export class VivLevel {
  readonly labels = ["c", "y", "x"] as const;
  readonly tileSize = TILE;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly #image: FieldImage;
  readonly #kept: Dtype;
  readonly #level: number;
  readonly #onError: (error: Error) => void;

  constructor(image: FieldImage, level: number, onError: (error: Error) => void) {
    const [width, height] = [image.width, image.height].map((length) => Math.ceil(length / 2 ** level));
    this.shape = [image.channels.length, height ?? 1, width ?? 1];
    this.#kept = image.dtype === "float64" ? "float32" : image.dtype;
    this.dtype = `${this.#kept[0]?.toUpperCase()}${this.#kept.slice(1)}`;
    this.#image = image;
    this.#level = level;
    this.#onError = onError;
  }

  getRaster(wanted: Wanted) {
    return this.#read(wanted, 0, 0, this.#width, this.#height);
  }

  getTile({ x, y, ...wanted }: Wanted & { readonly x: number; readonly y: number }) {
    const [left, top] = [x * TILE, y * TILE];
    return this.#read(wanted, left, top, Math.min(TILE, this.#width - left), Math.min(TILE, this.#height - top));
  }

  onTileError(error: Error): void {
    this.#onError(error);
  }

  get #width(): number {
    return this.shape[2] ?? 1;
  }

  get #height(): number {
    return this.shape[1] ?? 1;
  }

  /** What cannot be read is black, and said. */
  async #read({ selection, signal }: Wanted, x: number, y: number, width: number, height: number) {
    try {
      const data = await this.#image.read(selection, this.#level, { x, y, width, height }, signal);
      return { data: castPixels(data, this.#kept), width, height };
    } catch (error) {
      if (signal?.aborted) throw SIGNAL_ABORTED;
      this.#onError(error as Error);
      return { data: allocatePixels(this.#kept, width * height), width, height };
    }
  }
}
