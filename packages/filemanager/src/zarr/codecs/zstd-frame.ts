import { type DecodedSize, longer } from "./stated-sizes.ts";

const MAGIC = 0xfd2fb528;
const DICTIONARY_BYTES = [0, 1, 2, 4];
const SIZE_BYTES = [0, 2, 4, 8];

/**
 * A frame of Zstandard that says how long its content is, and is no longer than `size`. Decoders take the memory that a
 * frame asks for, and of one that asks for none (some writers stream) as much as comes: such a frame is told the length
 * that its chunk must have, which decoders hold it to.
 */
export function zstdOfSize(frame: Uint8Array, { exact, most }: DecodedSize): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (frame.length < 6 || view.getUint32(0, true) !== MAGIC)
    throw new RangeError("expected a Zstandard frame, got other bytes");
  const descriptor = view.getUint8(4);
  const isSingle = (descriptor & 0x20) !== 0;
  const at = 5 + (isSingle ? 0 : 1) + (DICTIONARY_BYTES[descriptor & 3] ?? 0);
  const bytes = isSingle && descriptor < 0x40 ? 1 : (SIZE_BYTES[descriptor >> 6] ?? 0);
  if (frame.length < at + bytes) throw new RangeError("expected a Zstandard frame, got its beginning");
  if (bytes > 0) {
    const stated = statedIn(view, at, bytes);
    if (stated > most) throw longer(most, stated);
    return frame;
  }
  if (exact === null) throw new RangeError("expected a Zstandard frame of stated length, got one without");
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
