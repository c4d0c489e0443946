import type { Picture } from "./picture.ts";

/** A picture as PNG: equal pictures are equal bytes with one version of libvips. */
export async function encodePng({ width, height, samples, data }: Picture): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  return sharp(data, { raw: { width, height, channels: samples } })
    .toColourspace(samples === 1 ? "b-w" : "srgb")
    .png({ compressionLevel: 9, adaptiveFiltering: false, palette: false })
    .toBuffer();
}
