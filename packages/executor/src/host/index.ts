/** This machine as wells see it. */
export { machineMemory } from "../memory/machine-memory.ts";
