import type { SlotRoom } from "@ohcs/context";
import type { AdapterRecord } from "../probe/adapter-record.ts";
import type { GpuSettings } from "./gpu-settings.ts";

/**
 * The memory of an adapter, and its origin: from the user, the vendor's tools, as a share of the machine's, or assumed.
 */
export interface AdapterMemory {
  readonly bytes: number;
  readonly source: "configured" | "vendor" | "share" | "assumed";
}

/** A board as reported by its vendor's tools. */
export interface VendorMemory {
  /** As WebGPU writes it: `nvidia`, `amd`. */
  readonly vendor: string;
  /** As the driver calls the board; null if the tools do not report it. */
  readonly name: string | null;
  readonly bytes: number;
}

const SHARE = 0.25;

/** Any GPU of the last ten years has this much. */
const LEAST_BYTES = 1024 ** 3;

/** The number of slots of an adapter, and what determined it. */
export interface SlotCount {
  readonly slots: number;
  readonly decidedBy: "selfTest" | "maxWorkersPerGpu" | "peakBytes" | "default";
}

/** The rest is for drivers, fragments and other programs. */
const USABLE_SHARE = 0.8;
/** A slot is a process with a device: more would gain nothing. */
const MOST_SLOTS = 16;

/** Bytes that the workers of an adapter share. */
export function usableBytes(memoryBytes: number): number {
  return Math.floor(USABLE_SHARE * memoryBytes);
}

/** Memory of a worker besides that of its well: the driver's, and buffers kept for the next well. */
const BESIDE_BYTES = 2 ** 29;

/**
 * As many as fit into the memory at the declared peak, and no more than the settings allow; one if no peak is declared.
 */
export function slotCount(
  { selfTest, software }: Pick<AdapterRecord, "selfTest" | "software">,
  { peakBytes, maxWorkersPerGpu }: GpuSettings,
  memoryBytes: number,
): SlotCount {
  if (!selfTest.passed) return { slots: 0, decidedBy: "selfTest" };
  const fitting = peakBytes === undefined ? null : fittingIn(usableBytes(memoryBytes), peakBytes);
  if (maxWorkersPerGpu !== undefined && maxWorkersPerGpu <= (fitting ?? maxWorkersPerGpu))
    return { slots: maxWorkersPerGpu, decidedBy: "maxWorkersPerGpu" };
  // A software adapter already computes on all cores.
  const isEnough = software && maxWorkersPerGpu === undefined && (fitting ?? 1) >= 1;
  return fitting === null || isEnough ? { slots: 1, decidedBy: "default" } : { slots: fitting, decidedBy: "peakBytes" };
}

/** How slots are counted once the peak is known; null if it changes nothing. */
export function slotRoom(
  { selfTest, software }: Pick<AdapterRecord, "selfTest" | "software">,
  { peakBytes, maxWorkersPerGpu }: GpuSettings,
): SlotRoom | null {
  if (!selfTest.passed || peakBytes !== undefined || maxWorkersPerGpu !== undefined) return null;
  return { mostSlots: software ? 1 : MOST_SLOTS, besideBytes: BESIDE_BYTES };
}

/** One worker may use all memory; several must all have room for their overhead besides their wells. */
function fittingIn(bytes: number, peakBytes: number): number {
  if (peakBytes > bytes) return 0;
  return Math.min(MOST_SLOTS, Math.max(1, Math.floor(bytes / (peakBytes + BESIDE_BYTES))));
}

/** WebGPU does not report memory: `maxBufferSize` is only the size of one buffer. */
export function adapterMemory(
  { id, name, software, vendor }: AdapterRecord,
  { memoryBytes = {}, memoryShare = SHARE }: GpuSettings,
  hostMemoryBytes: number,
  boards: readonly VendorMemory[],
): AdapterMemory {
  const configured = [id, name].find((key) => Object.hasOwn(memoryBytes, key));
  if (configured !== undefined) return { bytes: memoryBytes[configured] ?? 0, source: "configured" };
  if (software) return { bytes: Math.floor(memoryShare * hostMemoryBytes), source: "share" };
  const reported = boardsOf({ name, vendor }, boards).map(({ bytes }) => bytes);
  return reported.length > 0
    ? { bytes: Math.min(...reported), source: "vendor" }
    : { bytes: LEAST_BYTES, source: "assumed" };
}

/** The boards that the adapter may be: those of its name, else those of its vendor whose name is not known. */
function boardsOf(
  { name, vendor }: Pick<AdapterRecord, "name" | "vendor">,
  boards: readonly VendorMemory[],
): readonly VendorMemory[] {
  const named = boards.filter((board) => board.name === name);
  return named.length > 0 ? named : boards.filter((board) => board.name === null && board.vendor === vendor);
}
