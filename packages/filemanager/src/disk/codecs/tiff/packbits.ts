/** PackBits (TIFF 6.0, section 9) decoded to at most `length` bytes; fewer where the data end early. */
export function decodePackBits(encoded: Uint8Array, length: number): Uint8Array {
  const decoded = new Uint8Array(length);
  let to = 0;
  for (let from = 0; from + 1 < encoded.length && to < length; ) {
    const control = encoded[from++]!;
    if (control < 128) {
      const run = encoded.subarray(from, from + Math.min(control + 1, length - to));
      decoded.set(run, to);
      to += run.length;
      from += control + 1;
    } else if (control > 128) {
      const end = Math.min(to + 257 - control, length);
      decoded.fill(encoded[from++]!, to, end);
      to = end;
    }
  }
  return decoded.subarray(0, to);
}
