/** The Node side of a run: the output folder, its lock, and what is appended while the run goes on. */
export { machineMemory } from "../memory/machine-memory.ts";
export { nodeRunHost } from "./node-run-host.ts";
