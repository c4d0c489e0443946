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
