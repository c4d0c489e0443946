const CLEAR = 256;
const END = 257;
const FIRST_FREE = 258;
const TABLE_SIZE = 4096;

const starts = new Uint32Array(TABLE_SIZE);
const lengths = new Uint32Array(TABLE_SIZE);

/**
 * LZW (TIFF 6.0, section 13: most significant bit first, early change) decoded to at most `length` bytes; fewer where the
 * data end early.
 *
 * Every string of the table is the previous string and one byte more, and so stands in the output already: the table
 * holds where it starts and how long it is.
 * @throws Error for a code that is not in the table
 */
export function decodeLzw(encoded: Uint8Array, length: number): Uint8Array {
  const decoded = new Uint8Array(length);
  let to = 0;
  let free = FIRST_FREE;
  let width = 9;
  let previous = 0;
  let previousLength = 0;
  let bits = 0;
  let held = 0;
  for (let from = 0; to < length; ) {
    while (held < width && from < encoded.length) {
      bits = (bits << 8) | encoded[from++]!;
      held += 8;
    }
    if (held < width) break;
    const code = (bits >>> (held - width)) & ((1 << width) - 1);
    held -= width;
    bits &= (1 << held) - 1;
    if (code === END) break;
    if (code === CLEAR) {
      free = FIRST_FREE;
      width = 9;
      previousLength = 0;
      continue;
    }
    const begin = to;
    if (code < CLEAR) decoded[to++] = code;
    else to = copyString(code, free, decoded, to, previous, previousLength);
    if (previousLength > 0 && free < TABLE_SIZE) {
      starts[free] = previous;
      lengths[free] = previousLength + 1;
      free++;
      if (free === (1 << width) - 1 && width < 12) width++;
    }
    previous = begin;
    previousLength = to - begin;
  }
  return decoded.subarray(0, to);
}

/** Appends the string of `code`; that of the code just about to be defined is the previous string and its first byte. */
function copyString(
  code: number,
  free: number,
  decoded: Uint8Array,
  to: number,
  previous: number,
  previousLength: number,
): number {
  const isNext = code === free && previousLength > 0;
  if (code >= free && !isNext) throw new Error(`LZW code ${code} of ${free}`);
  let from = isNext ? previous : starts[code]!;
  const end = Math.min(decoded.length, to + (isNext ? previousLength + 1 : lengths[code]!));
  while (to < end) decoded[to++] = decoded[from++]!;
  return to;
}
