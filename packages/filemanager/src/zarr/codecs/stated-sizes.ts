const BLOSC_HEADER = 16;
const BLOSC_MEMCPY = 0x2;
/** blosclz, lz4, snappy, zlib, zstd. */
const BLOSC_FORMATS = 5;
const LZ4_HEADER = 4;

/** A chunk as c-blosc 1 wrote it, whose header states at most `most` bytes and does not point beyond its end. */
export function checkBlosc(chunk: Uint8Array, most: number): Uint8Array {
  if (chunk.length < BLOSC_HEADER) throw new RangeError(`${chunk.length} bytes are too few for a Blosc header`);
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const [flags, decoded, block, stored] = [
    view.getUint8(2),
    view.getUint32(4, true),
    view.getUint32(8, true),
    view.getUint32(12, true),
  ];
  if (decoded > most) throw longer(most, decoded);
  if (stored > chunk.length)
    throw new RangeError(`the Blosc header states ${stored} bytes, the chunk has ${chunk.length}`);
  if ((flags & BLOSC_MEMCPY) !== 0) {
    if (stored !== decoded + BLOSC_HEADER)
      throw new RangeError(`the Blosc chunk is stored uncompressed, but is not ${decoded} bytes long`);
    return chunk;
  }
  if (flags >> 5 >= BLOSC_FORMATS) throw new UnsupportedFormat(`compressor ${flags >> 5} of Blosc`);
  if (decoded > 0 && (block === 0 || BLOSC_HEADER + 4 * Math.ceil(decoded / block) > stored))
    throw new RangeError(`the Blosc chunk has ${stored} bytes, too few for its blocks of ${block}`);
  return chunk;
}

/** A chunk as numcodecs writes LZ4, whose header states at most `most` bytes. */
export function checkLz4(chunk: Uint8Array, most: number): Uint8Array {
  if (chunk.length < LZ4_HEADER) throw new RangeError(`${chunk.length} bytes are too few for an LZ4 header`);
  const decoded = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength).getUint32(0, true);
  if (decoded > most) throw longer(most, decoded);
  return chunk;
}

/** A known container format with an unknown compressor inside. */
export class UnsupportedFormat extends Error {}

function longer(most: number, got: number): Error {
  return new RangeError(`expected chunks of at most ${most} bytes, got ${got}`);
}
