import type { ImageHeader, StoredImage } from "@ohcs/context";
import type { ByteSource } from "../byte-source.ts";
import { truncated, unreadable, unsupported } from "../image-errors.ts";
import { loadSharp } from "../load-sharp.ts";
import { PNG_SIGNATURE, type PngChunk, readChunk, readChunks, readFramed } from "./png-chunks.ts";
import { pixelSizeOfScale } from "./png-scale.ts";

/** What a PNG declares before its pixels. */
interface PngHeader extends ImageHeader {
  readonly dtype: "uint8" | "uint16";
  readonly description: null;
  /** Pixel size in µm where the file states one, else null. */
  readonly pixelSizeUm: number | null;
}

const GREY = 0;
/** The best that Deflate can do. */
const MOST_DEFLATE_RATIO = 1032;
const LONGEST_SIDE = 0x7fffffff;
const LARGEST_IMAGE = 2 ** 31;

/** @throws `IMAGE_UNREADABLE`, `IMAGE_TRUNCATED`, `IMAGE_UNSUPPORTED` */
export async function readPngHeader(source: ByteSource): Promise<PngHeader> {
  return headerOf(source, await readChunks(source));
}

/**
 * The only page of a grey PNG of 8 or 16 bits, `[y, x]`. libvips is given header and pixels only: a colour profile, a
 * gamma or a transparent grey would change them.
 * @throws `IMAGE_UNREADABLE`, `IMAGE_TRUNCATED`, `IMAGE_UNSUPPORTED`
 */
export async function readPng(source: ByteSource, page: number): Promise<StoredImage> {
  if (page !== 0) throw unreadable(source.path, "page 0 of a PNG", `page ${page}`);
  const chunks = await readChunks(source);
  const { width, height, dtype, pixelSizeUm } = await headerOf(source, chunks);
  const needed = chunks.filter(({ type }) => type === "IHDR" || type === "IDAT" || type === "IEND");
  const parts: Uint8Array[] = [PNG_SIGNATURE];
  for (const chunk of needed) parts.push(await readFramed(source, chunk));
  const bytes = await decoded(source.path, Buffer.concat(parts), dtype);
  const data = dtype === "uint8" ? bytes : new Uint16Array(bytes.buffer);
  if (data.length !== width * height) throw unreadable(source.path, `${width} × ${height} pixels`, `${data.length}`);
  return { data, shape: [height, width], dtype, pixelSizeUm };
}

/** The samples in the order of this machine, in memory of their own. */
async function decoded(path: string, file: Buffer, dtype: PngHeader["dtype"]): Promise<Uint8Array<ArrayBuffer>> {
  const sharp = await loadSharp();
  const is16 = dtype === "uint16";
  try {
    const { data } = await sharp(file, { failOn: "warning", limitInputPixels: LARGEST_IMAGE })
      .toColourspace(is16 ? "grey16" : "b-w")
      .raw({ depth: is16 ? "ushort" : "uchar" })
      .toBuffer({ resolveWithObject: true });
    return Uint8Array.from(data);
  } catch (cause) {
    throw unreadable(path, "a PNG", (cause as Error).message, cause);
  }
}

async function headerOf(source: ByteSource, chunks: readonly PngChunk[]): Promise<PngHeader> {
  const [first] = chunks;
  if (first?.type !== "IHDR" || first.length !== 13) throw unreadable(source.path, "an IHDR chunk", `${first?.type}`);
  const data = await readChunk(source, first);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [width, height, bits, colour] = [view.getUint32(0), view.getUint32(4), view.getUint8(8), view.getUint8(9)];
  if (width < 1 || height < 1 || width > LONGEST_SIDE || height > LONGEST_SIDE)
    throw unreadable(source.path, "a width and height", `${width} × ${height}`);
  if (colour !== GREY || (bits !== 8 && bits !== 16))
    throw unsupported(source.path, "grey of 8 or 16 bits", `colour type ${colour} of ${bits} bits`);
  checkSize(source, chunks, (width * height * bits) / 8);
  const scale = chunks.find(({ type }) => type === "pHYs");
  const pixelSizeUm = scale === undefined ? null : pixelSizeOfScale(await readChunk(source, scale));
  return { width, height, dtype: bits === 8 ? "uint8" : "uint16", pages: 1, description: null, pixelSizeUm };
}

/** Checked before memory is allocated: can the compressed bytes hold the pixels that the header claims? */
function checkSize(source: ByteSource, chunks: readonly PngChunk[], needed: number): void {
  const stored = chunks.reduce((sum, { type, length }) => sum + (type === "IDAT" ? length : 0), 0);
  if (needed > stored * MOST_DEFLATE_RATIO)
    throw truncated(source.path, `${needed} bytes of pixels`, `${stored} compressed`);
  if (needed > LARGEST_IMAGE) throw unsupported(source.path, `at most ${LARGEST_IMAGE} bytes`, `${needed}`);
}
