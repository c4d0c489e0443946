const CLEAR = 256;
const END = 257;
const FIRST_FREE = 258;
const LAST_CODE = 4093;
const HASH_SIZE = 1 << 14;

const keys = new Int32Array(HASH_SIZE);
const codes = new Uint16Array(HASH_SIZE);

/** LZW (TIFF 6.0, section 13: most significant bit first, early change). */
export function encodeLzw(bytes: Uint8Array): Uint8Array {
  const writer = bitWriter(bytes.length);
  let width = 9;
  let free = FIRST_FREE;
  const clear = () => {
    writer.write(CLEAR, width);
    keys.fill(-1);
    width = 9;
    free = FIRST_FREE;
  };
  clear();
  let prefix = bytes.length > 0 ? bytes[0]! : END;
  for (let i = 1; i < bytes.length; i++) {
    const key = (prefix << 8) | bytes[i]!;
    const cell = cellOf(key);
    if (keys[cell] === key) {
      prefix = codes[cell]!;
      continue;
    }
    writer.write(prefix, width);
    prefix = bytes[i]!;
    keys[cell] = key;
    codes[cell] = free++;
    if (free > LAST_CODE) clear();
    else if (free === 1 << width) width++;
  }
  if (bytes.length > 0) writer.write(prefix, width);
  if (free + 1 === 1 << width && width < 12) width++;
  writer.write(END, width);
  return writer.finish();
}

/** The cell of `key` in the table, or the empty one where it belongs. */
function cellOf(key: number): number {
  let cell = Math.imul(key, 0x9e3779b1) >>> 18;
  while (keys[cell] !== key && keys[cell] !== -1) cell = (cell + 1) & (HASH_SIZE - 1);
  return cell;
}

/** Collects codes; LZW never needs more than 12 bits for a byte, and a few codes besides. */
function bitWriter(length: number) {
  const encoded = new Uint8Array(Math.ceil(length * 1.5) + Math.ceil(length / 1024) * 2 + 16);
  let to = 0;
  let bits = 0;
  let held = 0;
  return {
    write(code: number, width: number): void {
      bits = (bits << width) | code;
      held += width;
      while (held >= 8) {
        held -= 8;
        encoded[to++] = bits >>> held;
        bits &= (1 << held) - 1;
      }
    },
    finish(): Uint8Array {
      if (held > 0) encoded[to++] = bits << (8 - held);
      return encoded.subarray(0, to);
    },
  };
}
