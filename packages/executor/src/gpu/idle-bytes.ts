import type { AdapterStatus } from "@ohcs/gpu-registry";

/** Wells are given 80 % of an adapter's memory: this comes from the rest, whose other half drivers need. */
const SHARE = 0.1;

/** How many bytes of buffers each worker of an adapter keeps for its next images, beside what its well holds. */
export function idleBytesOf({ memory, slots }: Pick<AdapterStatus, "memory" | "slots">): number {
  return Math.floor((SHARE * memory.bytes) / Math.max(1, slots));
}
