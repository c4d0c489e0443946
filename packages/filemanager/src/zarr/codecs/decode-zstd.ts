import zlib from "node:zlib";
import { type DecodedSize, longer } from "./stated-sizes.ts";
import { BLOCK_BYTES, mostInflated, statesSize, withSize } from "./zstd-frame.ts";

/** Inflates a frame; null for one that it could not be kept from inflating far beyond `most` bytes. */
type Decode = (frame: Uint8Array, most: number) => Promise<Uint8Array> | null;

/** Available in Node from 22.15, and absent from the types of 20. */
interface ZlibWithZstd {
  zstdDecompress?(
    frame: Uint8Array,
    options: { readonly maxOutputLength: number; readonly chunkSize: number },
    done: (error: Error | null, result: Uint8Array) => void,
  ): void;
}

let decoder: Promise<Decode> | null = null;

/**
 * Inflates a frame of at most `most` bytes natively, as fast as it was written; in WebAssembly, at half the
 * speed, where there is no native decoder, or none that keeps to that size.
 */
export async function decodeZstd(
  frame: Uint8Array,
  size: DecodedSize,
  inWasm: (frame: Uint8Array) => Uint8Array | Promise<Uint8Array>,
): Promise<Uint8Array> {
  const isStated = statesSize(frame, size);
  decoder ??= Promise.resolve(nodeDecoder(zlib as ZlibWithZstd) ?? addonDecoder());
  const inflated = (await decoder)(frame, size.most);
  if (inflated === null) return inWasm(isStated ? frame : withSize(frame, size.exact ?? size.most));
  const bytes = await inflated;
  if (bytes.length > size.most) throw longer(size.most, bytes.length);
  return bytes;
}

/** The decoder of the runtime, which stops at a given length; null if it has none. */
export function nodeDecoder({ zstdDecompress }: ZlibWithZstd): Decode | null {
  if (zstdDecompress === undefined) return null;
  return (frame, most) =>
    new Promise((resolve, reject) => {
      // One buffer of the wanted size, and one byte to detect excess data.
      zstdDecompress(frame, { maxOutputLength: most, chunkSize: Math.max(64, most + 1) }, (error, result) =>
        error ? reject(error) : resolve(result),
      );
    });
}

/**
 * The native addon inflates whatever a frame holds: it gets what cannot be more than twice as long, since writers end blocks before they are
 * full (a quarter more of them in images with noise).
 */
export async function addonDecoder(): Promise<Decode> {
  const addon = await import("@toondepauw/node-zstd").catch(() => null);
  return (frame, most) => {
    if (addon === null || mostInflated(frame) > 2 * most + BLOCK_BYTES) return null;
    return new addon.default.Decoder().decode(Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength));
  };
}
