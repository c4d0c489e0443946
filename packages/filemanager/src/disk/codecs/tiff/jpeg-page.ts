import type { ByteSource } from "../byte-source.ts";
import { unreadable, unsupported } from "../image-errors.ts";
import type { PageLayout } from "./page-layout.ts";

/**
 * All samples of a page compressed as JPEG, decoded by libtiff and libjpeg-turbo: grey, or RGB that is stored as such or
 * as YCbCr. Equal to what tifffile decodes for every file at hand.
 * @throws `IMAGE_UNSUPPORTED`, `IMAGE_UNREADABLE`
 */
export async function readJpegPage(
  source: ByteSource,
  { width, height, samples, interleaved, sample }: PageLayout,
  page: number,
): Promise<Uint8Array> {
  const { decodeJpegPage } = source.platform;
  if (decodeJpegPage === null) throw unsupported(source.path, "a TIFF that is decoded without a library", "JPEG");
  if (sample.storage !== "uint8" || interleaved !== samples || (samples !== 1 && samples !== 3))
    throw unsupported(source.path, "JPEG of 8 bits, grey or RGB", `${samples} samples of ${sample.bits} bits`);
  const bytes = await source.read(0, source.size);
  const pixels = await decodeJpegPage(bytes, page, samples).catch((cause: Error) => {
    throw unreadable(source.path, "JPEG data", cause.message, cause);
  });
  if (pixels.length === width * height) return pixels;
  throw unreadable(source.path, `${width} × ${height} samples of JPEG data`, `${pixels.length}`);
}
