/** An output plate without a file system, for tests and for programs that only preview. */
export { memoryRunHost } from "./memory-run-host.ts";
