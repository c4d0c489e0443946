import { inArena } from "../wasm/arena.ts";

/** What `assembly/zstd.ts` refuses, as it counts. */
const REFUSED = [
  "no Zstandard frame",
  "a Zstandard frame that is cut short",
  "a damaged Zstandard frame",
  "a Zstandard frame that needs a dictionary",
  null,
  "a Zstandard frame with a wrong checksum",
];

/**
 * Zstandard (RFC 8878) decoded into `decoded`: all frames, one after the other, whether they state the length of their content or not; checksums are
 * verified. Returns the number of bytes written.
 * @throws RangeError for content that is longer than `decoded`, Error for anything but whole frames without a dictionary, KERNEL_MEMORY_EXHAUSTED
 */
export function decodeZstd(encoded: Uint8Array, decoded: Uint8Array): number {
  return inArena((kernels, arena) => {
    const source = arena.read(encoded);
    const place = arena.placeOfWhole(decoded);
    const target = place ?? arena.allocate(decoded.length);
    const bytes = kernels.decodeZstd(source, encoded.length, target, decoded.length);
    if (bytes < 0) throw refused(REFUSED[-1 - bytes], decoded.length);
    if (place === null) decoded.set(arena.view(target, decoded, bytes));
    return bytes;
  });
}

function refused(reason: string | null | undefined, room: number): Error {
  return reason == null ? new RangeError(`more than ${room} bytes of Zstandard data`) : new Error(reason);
}
