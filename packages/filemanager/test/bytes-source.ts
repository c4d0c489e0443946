import type { ByteSource } from "../src/disk/codecs/byte-source.ts";
import { truncated } from "../src/disk/codecs/image-errors.ts";
import { NODE_PLATFORM } from "../src/disk/codecs/node-platform.ts";

/** Bytes in memory, read as a file would be. */
export function bytesSource(bytes: Uint8Array, path = "image.tif"): ByteSource {
  const read = async (offset: number, length: number) => {
    if (offset + length > bytes.length) throw truncated(path, `${length} bytes at ${offset}`, `${bytes.length}`);
    return bytes.subarray(offset, offset + length);
  };
  const readInto = async (offset: number, target: Uint8Array) => target.set(await read(offset, target.length));
  return { path, size: bytes.length, platform: NODE_PLATFORM, read, readInto };
}

/** The parts of an encoded file as one. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}
