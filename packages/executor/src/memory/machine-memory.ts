import { freemem, totalmem } from "node:os";
import type { MemoryReading } from "./memory-guard.ts";

/** Memory of this machine, or of the container that it runs in, bytes. */
export function machineMemory(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
}

/** What this process holds now, and what the machine has free. */
export function readMemory(): MemoryReading {
  return { residentBytes: process.memoryUsage.rss(), freeBytes: freemem() };
}
