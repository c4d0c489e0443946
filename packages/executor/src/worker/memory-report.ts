import type { MemoryReport } from "@ohcs/context";
import type { ByteAccount } from "./byte-account.ts";

interface Platform {
  readonly process?: { readonly memoryUsage?: () => { readonly heapUsed: number; readonly arrayBuffers: number } };
}

type Measured = Pick<MemoryReport, "heapBytes" | "arrayBufferBytes">;

/** Measuring takes longer than a step that does nothing, so that steps that end soon after each other share it. */
const FRESH_MS = 50;

let last: { readonly at: number; readonly measured: Measured } | null = null;

/**
 * What this worker's own heap and buffers held not longer than 50 ms ago, where the platform says it, beside what the well
 * accounts for.
 */
export function memoryReport({ heldBytes, peakBytes }: ByteAccount): MemoryReport {
  const now = performance.now();
  if (last === null || now - last.at > FRESH_MS) last = { at: now, measured: measure() };
  return { ...last.measured, heldBytes, peakBytes };
}

function measure(): Measured {
  const usage = (globalThis as Platform).process?.memoryUsage?.();
  return { heapBytes: usage?.heapUsed ?? null, arrayBufferBytes: usage?.arrayBuffers ?? null };
}
