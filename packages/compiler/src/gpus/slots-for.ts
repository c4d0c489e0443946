import type { GpuAdapter } from "@ohcs/context";

/** How many slots a run will count of an adapter, whose largest well takes so many bytes there. */
export function slotsFor({ slots, memoryBytes, room }: GpuAdapter, peakBytes: number): number {
  if (room === undefined || slots === 0 || peakBytes === 0) return slots;
  if (peakBytes > memoryBytes) return 0;
  const fitting = Math.floor(memoryBytes / (peakBytes + room.besideBytes));
  return Math.min(room.mostSlots, Math.max(1, fitting));
}
