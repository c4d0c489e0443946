import type { Dtype, PixelArrays } from "@ohcs/context";

/**
 * Decodes into `decoded`, up to its end, and returns the bytes written; fewer if the data end early. Data beyond that
 * end are dropped, and at most `share` bytes are decoded.
 */
export type Decompress = (encoded: Uint8Array, decoded: Uint8Array, share: number) => number;

/** What decoders of images take from where they run: Node, or a page. */
export interface CodecPlatform {
  /** RFC 1950. */
  readonly inflate: Decompress;
  /** All samples of a page of a TIFF compressed as JPEG, 1 or 3 a pixel; null where there is no library for it. */
  readonly decodeJpegPage: ((file: Uint8Array, page: number, samples: number) => Promise<Uint8Array>) | null;
  /** Memory whose samples the caller sets, all of them. */
  allocate<D extends Dtype>(dtype: D, length: number): PixelArrays[D];
}
