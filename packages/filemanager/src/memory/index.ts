/**
 * The memory backend: what steps hand to each other within one well. Values never leave the instance that stored them.
 */
export { MemoryBackend, type MemoryUsage, memoryBackend } from "./memory-backend.ts";
