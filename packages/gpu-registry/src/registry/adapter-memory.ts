import type { AdapterRecord } from "../probe/adapter-record.ts";
import type { GpuSettings } from "./gpu-settings.ts";

/** The memory of an adapter, and how it is known: said by the user, a share of the machine's, or assumed for want of better. */
export interface AdapterMemory {
  readonly bytes: number;
  readonly source: "configured" | "share" | "assumed";
}

const SHARE = 0.25;
/** What any GPU of the last ten years has. */
const LEAST_BYTES = 1024 ** 3;

/** WebGPU does not tell the memory: `maxBufferSize` is the size of one buffer and says nothing of it. */
export function adapterMemory(
  { id, name, software }: AdapterRecord,
  { memoryBytes = {}, memoryShare = SHARE }: GpuSettings,
  hostMemoryBytes: number,
): AdapterMemory {
  const configured = [id, name].find((key) => Object.hasOwn(memoryBytes, key));
  if (configured !== undefined) return { bytes: memoryBytes[configured] ?? 0, source: "configured" };
  if (software) return { bytes: Math.floor(memoryShare * hostMemoryBytes), source: "share" };
  return { bytes: LEAST_BYTES, source: "assumed" };
}
