import { castPixels, type PixelArray, type StoredImage } from "@ohcs/context";
import { meanShrink } from "@ohcs/kernels";
import type { PlateImages, StoredPlane } from "./plate-images.ts";

const MOST_BYTES = 512 * 1024 * 1024;

/** Planes that were looked at, and their smaller levels; those not used for longest are dropped when they become too many. */
export class PlaneCache {
  readonly #images: PlateImages;
  readonly #mostBytes: number;
  readonly #kept = new Map<string, Promise<StoredImage>>();
  readonly #bytes = new Map<string, number>();

  /** @param mostBytes How many bytes are kept besides the plane that was asked for last. */
  constructor(images: PlateImages, mostBytes: number = MOST_BYTES) {
    this.#images = images;
    this.#mostBytes = mostBytes;
  }

  /** The plane, its sides halved `level` times: means of images, every 2^level-th pixel of labels. @throws what loading throws */
  load(plane: StoredPlane, level = 0): Promise<StoredImage> {
    const key = JSON.stringify([plane.backend, plane.path, plane.page, plane.sample, level]);
    const kept = this.#kept.get(key) ?? this.#made(plane, level, key);
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept;
  }

  get bytes(): number {
    return [...this.#bytes.values()].reduce((sum, bytes) => sum + bytes, 0);
  }

  #made(plane: StoredPlane, level: number, key: string): Promise<StoredImage> {
    const loading =
      level === 0
        ? this.#images.load(plane)
        : this.load(plane).then((image) => (plane.label === null ? shrunk(image, level) : thinned(image, level)));
    loading.then(
      ({ data }) => this.#count(key, data.byteLength),
      () => this.#kept.delete(key),
    );
    return loading;
  }

  #count(key: string, bytes: number): void {
    this.#bytes.set(key, bytes);
    for (const oldest of this.#kept.keys()) {
      if (this.bytes <= this.#mostBytes || oldest === key) return;
      this.#kept.delete(oldest);
      this.#bytes.delete(oldest);
    }
  }
}

function shrunk(image: StoredImage, level: number): StoredImage {
  const [height = 0, width = 0] = image.shape.slice(-2);
  const small = meanShrink({ data: image.data.subarray(0, width * height), height, width }, 2 ** level);
  return { ...image, data: castPixels(small.data, image.dtype), shape: [small.height, small.width] };
}

function thinned(image: StoredImage, level: number): StoredImage {
  const [height = 0, width = 0] = image.shape.slice(-2);
  const step = 2 ** level;
  const size = { height: Math.ceil(height / step), width: Math.ceil(width / step) };
  const data = image.data.slice(0, size.height * size.width) as PixelArray;
  for (let y = 0, i = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++, i++) data[i] = image.data[(y * width + x) * step] ?? 0;
  return { ...image, data, shape: [size.height, size.width] };
}
