import type { AdapterRecord } from "../probe/adapter-record.ts";
import type { GpuSettings } from "./gpu-settings.ts";

/** How many slots an adapter has, and what decided it. */
export interface SlotCount {
  readonly slots: number;
  readonly decidedBy: "selfTest" | "maxWorkersPerGpu" | "peakBytes" | "default";
}

/** The rest is for drivers, fragments and other programs. */
const USABLE_SHARE = 0.8;
/** A slot is a process with a device: more of them gain nothing. */
const MOST_SLOTS = 16;

/** Bytes that the workers of an adapter share. */
export function usableBytes(memoryBytes: number): number {
  return Math.floor(USABLE_SHARE * memoryBytes);
}

/** As many as fit into the memory at the declared peak, and no more than the settings allow; one where nothing is declared. */
export function slotCount(
  { selfTest }: AdapterRecord,
  { peakBytes, maxWorkersPerGpu }: GpuSettings,
  memoryBytes: number,
): SlotCount {
  if (!selfTest.passed) return { slots: 0, decidedBy: "selfTest" };
  const fitting =
    peakBytes === undefined ? null : Math.min(MOST_SLOTS, Math.floor(usableBytes(memoryBytes) / peakBytes));
  if (maxWorkersPerGpu !== undefined && maxWorkersPerGpu <= (fitting ?? maxWorkersPerGpu))
    return { slots: maxWorkersPerGpu, decidedBy: "maxWorkersPerGpu" };
  return fitting === null ? { slots: 1, decidedBy: "default" } : { slots: fitting, decidedBy: "peakBytes" };
}
