/** All that the rest of the package uses of a worker; threads and processes start at `entry.ts` and `process-entry.ts`. */
export { openBuffers } from "./buffers/buffer-pool.ts";
export { captureConsole } from "./capture-console.ts";
export { runWell } from "./run-well.ts";
export { Surroundings } from "./surroundings.ts";
export { WellLog } from "./well-log.ts";
export type { WellServices } from "./well-services.ts";
