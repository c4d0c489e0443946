import { type DecodedSize, longer } from "./stated-sizes.ts";

const MAGIC = 0xfd2fb528;
const DICTIONARY_BYTES = [0, 1, 2, 4];
const SIZE_BYTES = [0, 2, 4, 8];

/**
 * A Zstandard frame that states a content size of at most `size`. Decoders allocate the stated size, and without one
 * (some writers stream) as much as is decoded: such a frame is given the size that its chunk must have, which decoders
 * enforce.
 */
export function zstdOfSize(frame: Uint8Array, { exact, most }: DecodedSize): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (frame.length < 6 || view.getUint32(0, true) !== MAGIC) throw new RangeError("not a Zstandard frame");
  const descriptor = view.getUint8(4);
  const isSingle = (descriptor & 0x20) !== 0;
  const at = 5 + (isSingle ? 0 : 1) + (DICTIONARY_BYTES[descriptor & 3] ?? 0);
  const bytes = isSingle && descriptor < 0x40 ? 1 : (SIZE_BYTES[descriptor >> 6] ?? 0);
  if (frame.length < at + bytes) throw new RangeError("the Zstandard frame is cut short");
  if (bytes > 0) {
    const stated = statedIn(view, at, bytes);
    if (stated > most) throw longer(most, stated);
    return frame;
  }
  if (exact === null) throw new RangeError("the Zstandard frame does not state its length");
  return withSize(frame, at, exact);
}

function statedIn(view: DataView, at: number, bytes: number): number {
  if (bytes === 1) return view.getUint8(at);
  if (bytes === 2) return view.getUint16(at, true) + 256;
  return bytes === 4 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true));
}

/** The same frame with eight more bytes in its header. */
function withSize(frame: Uint8Array, at: number, size: number): Uint8Array {
  const stated = new Uint8Array(frame.length + 8);
  stated.set(frame.subarray(0, at));
  stated.set(frame.subarray(at), at + 8);
  stated[4] = (frame[4] ?? 0) | 0xc0;
  new DataView(stated.buffer).setBigUint64(at, BigInt(size), true);
  return stated;
}
