/** PackBits (TIFF 6.0, section 9) decoded into `decoded`, up to its end. Returns the number of bytes written. */
export function decodePackBits(encoded: Uint8Array, decoded: Uint8Array): number {
  const length = decoded.length;
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
  return to;
}
