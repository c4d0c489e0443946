import type { Arena } from "../wasm/arena.ts";
import type { Size } from "../wasm/stored-plane.ts";

const BLOCK = 16;

/** The bytes that the blocks of a plane take. */
function blocksIn({ height, width }: Size): number {
  return height * Math.ceil(width / BLOCK);
}

/** The address of which blocks of 16 samples in a row have a pixel of a mask (uint8): where something is asked of a plane. */
export function storeBlocks(arena: Arena, mask: number, size: Size): number {
  const target = arena.allocate(blocksIn(size));
  arena.kernels.blocksOfMask(mask, size.height, size.width, target);
  return target;
}

/** The address of these blocks, and of all with a pixel up to `reach` px beside or above them. */
export function storeBlocksAround(arena: Arena, blocks: number, size: Size, reach: number): number {
  const target = arena.allocate(blocksIn(size));
  arena.kernels.widenBlocks(blocks, size.height, size.width, Math.ceil(reach / BLOCK), reach, target);
  return target;
}
