import { type DecodedSize, longer } from "./stated-sizes.ts";

const MAGIC = 0xfd2fb528;
const DICTIONARY_BYTES = [0, 1, 2, 4];
const SIZE_BYTES = [0, 2, 4, 8];
const CHECKSUM_BYTES = 4;
/** Types of blocks, and the most that a compressed one can become. */
const REPEATED = 1;
const COMPRESSED = 2;
export const BLOCK_BYTES = 2 ** 17;

/**
 * Does a Zstandard frame state a content size, of at most `most`? Some writers stream, and state none. @throws RangeError for what is no
 * frame, states more, or has to state its size and does not
 */
export function statesSize(frame: Uint8Array, { exact, most }: DecodedSize): boolean {
  const view = viewOf(frame);
  if (frame.length < 6 || view.getUint32(0, true) !== MAGIC) throw new RangeError("not a Zstandard frame");
  const { at, bytes } = statedSize(view);
  if (frame.length < at + bytes) throw new RangeError("the Zstandard frame is cut short");
  if (bytes > 0) {
    const stated = statedIn(view, at, bytes);
    if (stated > most) throw longer(most, stated);
    return true;
  }
  if (exact === null) throw new RangeError("the Zstandard frame does not state its length");
  return false;
}

/**
 * The most bytes that the blocks of a frame can become, whatever it states (RFC 8878, 3.1.1.2); infinite if it is cut
 * short, or more follows it.
 */
export function mostInflated(frame: Uint8Array): number {
  const { at: sizeAt, bytes, hasChecksum } = statedSize(viewOf(frame));
  let most = 0;
  let at = sizeAt + bytes;
  while (at + 3 <= frame.length) {
    const header = frame[at]! | (frame[at + 1]! << 8) | (frame[at + 2]! << 16);
    const [type, size] = [(header >> 1) & 3, header >> 3];
    most += type === COMPRESSED ? BLOCK_BYTES : size;
    at += 3 + (type === REPEATED ? 1 : size);
    if ((header & 1) === 1) return at + (hasChecksum ? CHECKSUM_BYTES : 0) === frame.length ? most : Infinity;
  }
  return Infinity;
}

/** Where a frame's header states the size of its content, in how many bytes. */
function statedSize(view: DataView): { readonly at: number; readonly bytes: number; readonly hasChecksum: boolean } {
  const descriptor = view.getUint8(4);
  const isSingle = (descriptor & 0x20) !== 0;
  const at = 5 + (isSingle ? 0 : 1) + (DICTIONARY_BYTES[descriptor & 3] ?? 0);
  const bytes = isSingle && descriptor < 0x40 ? 1 : (SIZE_BYTES[descriptor >> 6] ?? 0);
  return { at, bytes, hasChecksum: (descriptor & 0x04) !== 0 };
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function statedIn(view: DataView, at: number, bytes: number): number {
  if (bytes === 1) return view.getUint8(at);
  if (bytes === 2) return view.getUint16(at, true) + 256;
  return bytes === 4 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true));
}

/** A frame that states no content size with one that decoders allocate, and enforce. */
export function withSize(frame: Uint8Array, size: number): Uint8Array {
  const { at } = statedSize(viewOf(frame));
  const stated = new Uint8Array(frame.length + 8);
  stated.set(frame.subarray(0, at));
  stated.set(frame.subarray(at), at + 8);
  stated[4] = (frame[4] ?? 0) | 0xc0;
  new DataView(stated.buffer).setBigUint64(at, BigInt(size), true);
  return stated;
}
