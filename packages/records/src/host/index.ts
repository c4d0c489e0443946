/** The output plate on this machine's file system: its root, its lock, what is appended while a run goes on; and which runs lie in a folder. */
export { earlierRun } from "./earlier-run.ts";
export { type FoundRun, type FoundRuns, foundRuns, type UnreadableRun, unreadableRun } from "./found-runs.ts";
export { nodeRunHost } from "./output-folder.ts";
export { outputReader } from "./output-reader.ts";
