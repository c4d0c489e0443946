/** The memory backend: values passed between steps within one well. They never leave the instance that stored them. */
export { MemoryBackend, type MemoryUsage, memoryBackend } from "./memory-backend.ts";
