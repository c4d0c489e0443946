import type { StoredImage } from "@ohcs/context";
import { fail } from "../../../errors.ts";
import { loadSharp } from "../load-sharp.ts";
import { framedChunk, PNG_SIGNATURE } from "./png-chunks.ts";
import { physicalScale } from "./png-scale.ts";

/** Signature and the chunk IHDR, which always comes first. */
const HEADER_BYTES = PNG_SIGNATURE.length + 25;

/** The bytes of a PNG with one grey plane of 8 or 16 bits; no date, no profile. @throws `IMAGE_UNSUPPORTED` */
export async function encodePng(image: StoredImage, path: string): Promise<Uint8Array[]> {
  const { data, shape, pixelSizeUm } = image;
  const [height = 0, width = 0] = shape.slice(-2);
  const isPlane = shape.length === 2 || shape[0] === 1;
  if (!isPlane || !(data instanceof Uint8Array || data instanceof Uint16Array))
    throw fail(
      "IMAGE_UNSUPPORTED",
      `Cannot save '${path}': expected one plane of uint8 or uint16, got '${image.dtype}' of [${shape.join(", ")}]`,
      { details: { path }, remedy: "Save stacks, floats and 32-bit integers as .tif." },
    );
  const sharp = await loadSharp();
  const file = await sharp(data, { raw: { width, height, channels: 1 } })
    .toColourspace(data instanceof Uint8Array ? "b-w" : "grey16")
    .png({ compressionLevel: 6, adaptiveFiltering: false, palette: false })
    .toBuffer();
  if (pixelSizeUm === null) return [file];
  const scale = framedChunk("pHYs", physicalScale(pixelSizeUm));
  return [file.subarray(0, HEADER_BYTES), scale, file.subarray(HEADER_BYTES)];
}
