const CLEAR = 256;
const END = 257;
const FIRST_FREE = 258;
const LAST_CODE = 4093;
const CODE_BITS = 12;
const HASH_BITS = 14;
const LAST_CELL = (1 << HASH_BITS) - 1;
const EMPTY = -1;

/** Strings by hash, open addressing: the code of a string without its last byte, that byte (20 bits together), and its own code. */
const table = new Int32Array(1 << HASH_BITS);

/**
 * LZW (TIFF 6.0, section 13: most significant bit first, early change). All state is in local variables, and code is written out twice, since
 * this loop is what writing a file takes.
 */
export function encodeLzw(bytes: Uint8Array): Uint8Array {
  // LZW never needs more than 12 bits for a byte, and a few codes besides.
  const encoded = new Uint8Array(Math.ceil(bytes.length * 1.5) + Math.ceil(bytes.length / 1024) * 2 + 16);
  let to = 0;
  // What is above the lowest `held` bits was written before.
  let bits = CLEAR;
  let width = 9;
  let held = width;
  let free = FIRST_FREE;
  table.fill(EMPTY);
  let prefix = bytes.length > 0 ? bytes[0]! : END;
  for (let i = 1; i < bytes.length; i++) {
    const key = (prefix << 8) | bytes[i]!;
    let cell = Math.imul(key, 0x9e3779b1) >>> (32 - HASH_BITS);
    let entry = table[cell]!;
    while (entry !== EMPTY && entry >>> CODE_BITS !== key) {
      cell = (cell + 1) & LAST_CELL;
      entry = table[cell]!;
    }
    if (entry !== EMPTY) {
      prefix = entry & 0xfff;
      continue;
    }
    bits = (bits << width) | prefix;
    held += width;
    for (; held >= 8; encoded[to++] = bits >>> held) held -= 8;
    prefix = bytes[i]!;
    table[cell] = (key << CODE_BITS) | free++;
    if (free > LAST_CODE) {
      bits = (bits << width) | CLEAR;
      held += width;
      for (; held >= 8; encoded[to++] = bits >>> held) held -= 8;
      table.fill(EMPTY);
      width = 9;
      free = FIRST_FREE;
    } else if (free === 1 << width) width++;
  }
  const rest = bytes.length > 0 ? [[prefix, width]] : [];
  const endWidth = free + 1 === 1 << width && width < CODE_BITS ? width + 1 : width;
  for (const [code = 0, length = 0] of [...rest, [END, endWidth]]) {
    bits = (bits << length) | code;
    held += length;
    for (; held >= 8; encoded[to++] = bits >>> held) held -= 8;
  }
  if (held > 0) encoded[to++] = bits << (8 - held);
  return encoded.subarray(0, to);
}
