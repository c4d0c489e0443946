import {
  allocatePixels,
  type Backend,
  type BackendCapabilities,
  type Dtype,
  type PixelArray,
  type StoredImage,
} from "@ohcs/context";

/** What a group of backend tests receives. */
export interface BackendScenario {
  /** Registers a test; `body` receives a new, empty store, which is closed afterwards. */
  readonly withBackend: (name: string, body: (backend: Backend) => Promise<void>) => void;
  readonly test: (name: string, body: () => Promise<void>) => void;
  readonly create: () => Promise<Backend>;
  readonly capabilities: BackendCapabilities;
  /** Images that a read-only store is known to hold, by path. */
  readonly holds: Readonly<Record<string, StoredImage>>;
}

/** A plane `[y, x]` of `samples`, rows of `width`. */
export function plane(samples: readonly number[], width: number, dtype: Dtype = "uint16"): StoredImage {
  const data: PixelArray = allocatePixels(dtype, samples.length);
  data.set(samples);
  return { data, shape: [samples.length / width, width], dtype, pixelSizeUm: null };
}

/** A plane of 64 × 64 equal samples. */
export function evenPlane(value: number): StoredImage {
  return plane(new Array<number>(64 * 64).fill(value), 64);
}
