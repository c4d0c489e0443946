import { readFile } from "node:fs/promises";
import { fromArrayBuffer } from "geotiff";
import sharp from "sharp";
import { decode } from "tiff";
import UTIF from "utif";

/** Reads the samples of a grey TIFF of 16 bits from its file. */
export type TiffReader = (file: string) => Promise<Uint16Array>;

/** Other readers of TIFF, each as its documentation has it used. */
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
  if (page === undefined) throw new Error(`Cannot read '${file}': expected a page, got none`);
  UTIF.decodeImage(bytes, page);
  return samplesIn(page.data);
}

async function byGeotiff(file: string): Promise<Uint16Array> {
  const image = await (await fromArrayBuffer(bufferOf(await readFile(file)))).getImage();
  const samples = await image.readRasters({ interleave: true });
  if (samples instanceof Uint16Array) return samples;
  throw new Error(`Cannot read '${file}': expected 16-bit samples, got others`);
}

async function byTiff(file: string): Promise<Uint16Array> {
  const [page] = decode(await readFile(file));
  if (page?.data instanceof Uint16Array) return page.data;
  throw new Error(`Cannot read '${file}': expected 16-bit samples, got others`);
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): ArrayBuffer {
  return (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength);
}

function samplesIn(bytes: Uint8Array): Uint16Array {
  return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2);
}
