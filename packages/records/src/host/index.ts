/** The output plate on this machine's file system: its root, its lock, and what is appended while a run goes on. */
export { nodeRunHost } from "./node-run-host.ts";
