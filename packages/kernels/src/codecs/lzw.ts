import { inArena } from "../wasm/arena.ts";

/**
 * LZW (TIFF 6.0, section 13: most significant bit first, early change) decoded into `decoded`, up to its end. Returns the
 * number of bytes written; fewer than there is room for where the data end early.
 * @throws Error for a code that is not in the table, KERNEL_MEMORY_EXHAUSTED
 */
export function decodeLzw(encoded: Uint8Array, decoded: Uint8Array): number {
  return inArena((kernels, arena) => {
    const source = arena.read(encoded);
    const target = arena.allocate(decoded.length);
    const bytes = kernels.decodeLzw(source, encoded.length, target, decoded.length);
    if (bytes < 0) throw new Error(`LZW code ${-1 - bytes} is not in the table`);
    decoded.set(arena.view(target, decoded, bytes));
    return bytes;
  });
}

/** LZW as {@link decodeLzw} reads it, always the same bytes. @throws KERNEL_MEMORY_EXHAUSTED */
export function encodeLzw(bytes: Uint8Array): Uint8Array {
  return inArena((kernels, arena) => {
    const source = arena.read(bytes);
    // LZW never needs more than 12 bits for a byte, and a few codes besides.
    const target = arena.allocate(Math.ceil(bytes.length * 1.5) + Math.ceil(bytes.length / 1024) * 2 + 16);
    const length = kernels.encodeLzw(source, bytes.length, target) >>> 0;
    return arena.view(target, bytes, length).slice();
  });
}
