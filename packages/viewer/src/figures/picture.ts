import type { StoredImage } from "@ohcs/context";
import { meanShrink, type Plane, percentiles } from "@ohcs/kernels";

/** Eight-bit pixels, row by row: one sample each, or red, green and blue. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly samples: 1 | 3;
  readonly data: Uint8Array;
}

/** The samples that are shown black and brightest. */
export type Contrast = readonly [low: number, high: number];

/** A plane made smaller by a whole factor, so that neither side is longer than `side`; as large as it is where it fits. */
export function shrunkPlane({ data, shape }: Pick<StoredImage, "data" | "shape">, side: number): Plane {
  const [height = 0, width = 0] = shape.slice(-2);
  const factor = Math.max(1, Math.ceil(Math.max(width, height) / side));
  const plane = { data: data.subarray(0, width * height), height, width };
  return factor === 1 ? plane : meanShrink(plane, factor);
}

/** From the first percentile to that of 99.8: what is brighter is dust more often than cells. */
export function robustContrast({ data }: Pick<Plane, "data">): Contrast {
  const [low = 0, high = 1] = percentiles(data, [1, 99.8]);
  return high > low ? [low, high] : [low, low + 1];
}

/** A plane in grey: linear from `low` (black) to `high` (white), clipped. */
export function greyPicture({ data, width, height }: Plane, [low, high]: Contrast): Picture {
  const grey = new Uint8ClampedArray(data.length);
  for (let i = 0; i < grey.length; i++) grey[i] = (255 * ((data[i] ?? 0) - low)) / (high - low);
  return { width, height, samples: 1, data: new Uint8Array(grey.buffer) };
}

/** A picture as PNG: equal pictures are equal bytes with one version of libvips. */
export async function encodePng({ width, height, samples, data }: Picture): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  return sharp(data, { raw: { width, height, channels: samples } })
    .toColourspace(samples === 1 ? "b-w" : "srgb")
    .png({ compressionLevel: 9, adaptiveFiltering: false, palette: false })
    .toBuffer();
}
