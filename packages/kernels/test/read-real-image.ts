import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import type { Plane } from "../src/plane.ts";

/** The first channel of an 8-bit PNG of 1, 3 or 4 channels that is not interlaced. */
export function readPng(path: string): Plane<Uint8Array> {
  const file = readFileSync(path);
  const packed: Buffer[] = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    if (file.toString("latin1", at + 4, at + 8) !== "IDAT") continue;
    packed.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  }
  const [width, height, colourType] = [file.readUInt32BE(16), file.readUInt32BE(20), file[25] ?? 0];
  const channels = { 0: 1, 2: 3, 6: 4 }[colourType] ?? Number.NaN;
  const bytes = unfilter(inflateSync(Buffer.concat(packed)), height, width * channels, channels);
  return { data: Uint8Array.from({ length: height * width }, (_, i) => bytes[i * channels] ?? 0), height, width };
}

function unfilter(filtered: Uint8Array, height: number, stride: number, step: number): Uint8Array {
  const bytes = new Uint8Array(height * stride);
  for (let y = 0; y < height; y++) {
    const kind = filtered[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x++) {
      const i = y * stride + x;
      const left = x < step ? 0 : (bytes[i - step] ?? 0);
      const above = y === 0 ? 0 : (bytes[i - stride] ?? 0);
      const corner = x < step || y === 0 ? 0 : (bytes[i - stride - step] ?? 0);
      bytes[i] = (filtered[i + y + 1] ?? 0) + predict(kind, left, above, corner);
    }
  }
  return bytes;
}

function predict(kind: number, left: number, above: number, corner: number): number {
  const middle = left + above - corner;
  const [a, b, c] = [Math.abs(middle - left), Math.abs(middle - above), Math.abs(middle - corner)];
  const paeth = a <= b && a <= c ? left : b <= c ? above : corner;
  return [0, left, above, (left + above) >> 1, paeth][kind] ?? 0;
}

/** An uncompressed TIFF of one strip, 8 or 16 bits, palettes left aside. */
export function readPlainTiff(path: string): Plane<Uint8Array | Uint16Array> {
  const file = readFileSync(path);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const little = file[0] === 0x49;
  const directory = view.getUint32(4, little);
  const tags = new Map<number, number>();
  for (let i = 0; i < view.getUint16(directory, little); i++) {
    const entry = directory + 2 + 12 * i;
    const isShort = view.getUint16(entry + 2, little) === 3;
    tags.set(
      view.getUint16(entry, little),
      isShort ? view.getUint16(entry + 8, little) : view.getUint32(entry + 8, little),
    );
  }
  const [width = 0, height = 0, bits, offset = 0] = [256, 257, 258, 273].map((tag) => tags.get(tag));
  const pixel = (i: number) => (bits === 16 ? view.getUint16(offset + 2 * i, little) : view.getUint8(offset + i));
  const data = bits === 16 ? new Uint16Array(height * width) : new Uint8Array(height * width);
  return { data: data.map((_, i) => pixel(i)), height, width };
}
