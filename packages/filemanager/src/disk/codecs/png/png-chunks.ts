import type { ByteSource } from "../byte-source.ts";
import { truncated, unreadable } from "../image-errors.ts";
import { crc32 } from "./crc32.ts";

/** A chunk of a PNG: where it starts in the file, and how long its data are. */
export interface PngChunk {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
}

/** The first eight bytes of every PNG. */
export const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Length, type and checksum of a chunk. */
const FRAME_BYTES = 12;

export async function isPng(source: ByteSource): Promise<boolean> {
  if (source.size < PNG_SIGNATURE.length) return false;
  const start = await source.read(0, PNG_SIGNATURE.length);
  return PNG_SIGNATURE.every((byte, i) => byte === start[i]);
}

/** All chunks up to the closing one, each inside the file. @throws `IMAGE_TRUNCATED`, `IMAGE_UNREADABLE` */
export async function readChunks(source: ByteSource): Promise<PngChunk[]> {
  const chunks: PngChunk[] = [];
  for (let offset = PNG_SIGNATURE.length; chunks.at(-1)?.type !== "IEND"; ) {
    const head = await source.read(offset, 8);
    const length = new DataView(head.buffer, head.byteOffset).getUint32(0);
    const type = String.fromCharCode(...head.subarray(4, 8));
    if (!/^[A-Za-z]{4}$/.test(type)) throw unreadable(source.path, "the type of a chunk", type);
    const end = offset + FRAME_BYTES + length;
    if (end > source.size) throw truncated(source.path, `a chunk up to ${end}`, `a file of ${source.size} bytes`);
    chunks.push({ type, offset, length });
    offset = end;
  }
  return chunks;
}

/** The data of a chunk. */
export async function readChunk(source: ByteSource, { offset, length }: PngChunk): Promise<Uint8Array> {
  return source.read(offset + 8, length);
}

/** A chunk as it is stored, with its frame. */
export async function readFramed(source: ByteSource, { offset, length }: PngChunk): Promise<Uint8Array> {
  return (await source.read(offset, FRAME_BYTES + length)).slice();
}

/** A chunk with its frame. */
export function framedChunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(FRAME_BYTES + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}
