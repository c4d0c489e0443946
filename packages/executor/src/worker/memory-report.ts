import type { MemoryReport } from "@ohcs/context";
import type { ByteAccount } from "./byte-account.ts";

interface Platform {
  readonly process?: { readonly memoryUsage?: () => { readonly heapUsed: number; readonly arrayBuffers: number } };
}

/** What this worker's own heap and buffers hold, where the platform says it, beside what the well accounts for. */
export function memoryReport({ heldBytes, peakBytes }: ByteAccount): MemoryReport {
  const usage = (globalThis as Platform).process?.memoryUsage?.();
  return { heapBytes: usage?.heapUsed ?? null, arrayBufferBytes: usage?.arrayBuffers ?? null, heldBytes, peakBytes };
}
