/** PackBits (TIFF 6.0, section 9) decoded to at most `length` bytes; fewer where the data end early. */
export function decodePackBits(encoded: Uint8Array, length: number): Uint8Array {
  const decoded = new Uint8Array(length);
  let to = 0;
  for (let from = 0; from + 1 < encoded.length && to < length; ) {
    const control = encoded[from++]!;
    if (control < 128) {
      const end = Math.min(to + control + 1, to + encoded.length - from, length);
      while (to < end) decoded[to++] = encoded[from++]!;
    } else if (control > 128) {
      const end = Math.min(to + 257 - control, length);
      const value = encoded[from++]!;
      while (to < end) decoded[to++] = value;
    }
  }
  return decoded.subarray(0, to);
}
