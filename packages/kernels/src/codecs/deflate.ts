import { inArena } from "../wasm/arena.ts";

/**
 * Bytes as Deflate (RFC 1951) in the frame of zlib (RFC 1950), the same on every machine: about as small as zlib's level 1 makes them.
 * @throws KERNEL_MEMORY_EXHAUSTED
 */
export function deflate(bytes: Uint8Array): Uint8Array {
  return inArena((kernels, arena) => {
    const source = arena.read(bytes);
    const scratch = arena.allocate(kernels.deflateScratch());
    // Where nothing gets smaller, blocks are stored, of 65,535 bytes at most, with five bytes for each.
    const target = arena.allocate(bytes.length + Math.ceil(bytes.length / 4096) + 64);
    const length = kernels.deflateBytes(source, bytes.length, target, scratch) >>> 0;
    return arena.view(target, bytes, length).slice();
  });
}
