const CLEAR = 256;
const END = 257;
const TABLE_SIZE = 4096;
/** Bytes of a string that its table entry holds: microscope images have few longer ones. */
const HEAD_BYTES = 4;

// The table, with room for one entry too many. Entry 257, which is never a string, takes the one that the first code
// after a clear would define.
const TABLE = {
  heads: Int32Array.from({ length: TABLE_SIZE + 1 }, (_, code) => (code < CLEAR ? code : 0)),
  sizes: new Int32Array(TABLE_SIZE + 1).fill(1, 0, CLEAR),
  begins: new Int32Array(TABLE_SIZE + 1),
};

/**
 * LZW (TIFF 6.0, section 13: most significant bit first, early change) decoded into `decoded`, up to its end. Returns the
 * number of bytes written; fewer than there is room for where the data end early.
 * @throws Error for a code that is not in the table
 */
export function decodeLzw(encoded: Uint8Array, decoded: Uint8Array): number {
  if (encoded.length >= 4) return decodeBits(encoded, 8 * encoded.length, decoded);
  const padded = new Uint8Array(4);
  padded.set(encoded);
  return decodeBits(padded, 8 * encoded.length, decoded);
}

/**
 * Every string of the table is the previous string and one byte more, so it is already in the output: the table holds
 * where it begins, its size, and its first bytes as one number, which are written by one store whatever the size. Bytes
 * written beyond the string's end are overwritten by the next strings. `encoded` has four bytes at least.
 */
function decodeBits(encoded: Uint8Array, bits: number, decoded: Uint8Array): number {
  // In variables of the function, since those of a module are looked up each time: a tenth faster.
  const { heads, sizes, begins } = TABLE;
  const input = new DataView(encoded.buffer, encoded.byteOffset, encoded.length);
  const output = new DataView(decoded.buffer, decoded.byteOffset, decoded.length);
  const length = decoded.length;
  const lastWindow = encoded.length - 4;
  const lastStore = length - HEAD_BYTES;
  let to = 0;
  let at = 0;
  let width = 9;
  let next = END;
  let begin = 0;
  let size = 0;
  let head = 0;
  while (to < length && at + width <= bits) {
    const window = Math.min(at >>> 3, lastWindow);
    const code = (input.getInt32(window) >>> (32 + 8 * window - at - width)) & ((1 << width) - 1);
    at += width;
    if (code === END) break;
    if (code === CLEAR) {
      width = 9;
      next = END;
      size = 0;
      continue;
    }
    if (code > next) throw new Error(`LZW code ${code} of ${Math.max(next, END + 1)}`);
    // The code about to be defined is the previous string and its own first byte.
    const first = (code === next ? head : heads[code]!) & 0xff;
    heads[next] = size < HEAD_BYTES ? head | (first << (8 * size)) : head;
    sizes[next] = size + 1;
    begins[next] = begin;
    if (next < TABLE_SIZE) next++;
    if (next === (1 << width) - 1 && width < 12) width++;
    begin = to;
    size = sizes[code]!;
    head = heads[code]!;
    if (to > lastStore) to = copyBytes(decoded, to, size, head, begins[code]!);
    else {
      output.setInt32(to, head, true);
      to = size > HEAD_BYTES ? copyRest(decoded, to, size, begins[code]!) : to + size;
    }
  }
  return to;
}

/** Appends what follows the first bytes of a string that begins at `from`. */
function copyRest(decoded: Uint8Array, to: number, size: number, from: number): number {
  const end = Math.min(decoded.length, to + size);
  for (let i = to + HEAD_BYTES, j = from + HEAD_BYTES; i < end; ) decoded[i++] = decoded[j++]!;
  return end;
}

/** Appends a string byte by byte, as far as there is room. */
function copyBytes(decoded: Uint8Array, to: number, size: number, head: number, from: number): number {
  const end = Math.min(decoded.length, to + size);
  for (let i = 0; to + i < end; i++) decoded[to + i] = i < HEAD_BYTES ? head >> (8 * i) : decoded[from + i]!;
  return end;
}
