import { readFile } from "node:fs/promises";
import { fromArrayBuffer } from "geotiff";
import sharp from "sharp";
import { decode } from "tiff";
import UTIF from "utif";

/** Reads the samples of a grey TIFF of 16 bits from its file. */
export type TiffReader = (file: string) => Promise<Uint16Array>;

/** Other TIFF readers, used as in their documentation. */
export const RIVALS = { sharp: bySharp, utif: byUtif, geotiff: byGeotiff, tiff: byTiff } as const satisfies Record<
  string,
  TiffReader
>;

async function bySharp(file: string): Promise<Uint16Array> {
  const bytes = await sharp(file).toColourspace("grey16").raw({ depth: "ushort" }).toBuffer();
  return samplesIn(bytes);
}

async function byUtif(file: string): Promise<Uint16Array> {
  const bytes = bufferOf(await readFile(file));
  const [page] = UTIF.decode(bytes);
  if (page === undefined) throw new Error(`Cannot read '${file}': it has no page`);
  UTIF.decodeImage(bytes, page);
  return samplesIn(page.data);
}

async function byGeotiff(file: string): Promise<Uint16Array> {
  const image = await (await fromArrayBuffer(bufferOf(await readFile(file)))).getImage();
  const samples = await image.readRasters({ interleave: true });
  if (samples instanceof Uint16Array) return samples;
  throw new Error(`Cannot read '${file}': its samples are not 16-bit`);
}

async function byTiff(file: string): Promise<Uint16Array> {
  const [page] = decode(await readFile(file));
  if (page?.data instanceof Uint16Array) return page.data;
  throw new Error(`Cannot read '${file}': its samples are not 16-bit`);
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): ArrayBuffer {
  return (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength);
}

function samplesIn(bytes: Uint8Array): Uint16Array {
  return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2);
}
