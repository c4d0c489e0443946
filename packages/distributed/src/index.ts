/**
 * Runs wells on more than one machine. `@ohcs/distributed/bullmq` and `/slurm` are runners behind the port `WellRunner`; {@link
 * WellNode} is what runs a well by its reference on every machine, whatever engine brought it.
 */
export { type ChunkOutcome, type Chunks, keepChunks, runChunk, taskIndex } from "./chunk/run-chunk.ts";
export { type DistributedErrorCode, distributedErrors } from "./errors.ts";
export type { NodeAdapter, NodeGpus } from "./node/gpu-runner.ts";
export { WellNode, type WellNodeOptions } from "./node/well-node.ts";
export { localFolder, type Mounts, type SharedPlace, sharedPlace } from "./place/mounts.ts";
export type { ResolveModule } from "./place/shared-startup.ts";
export type { JobReference } from "./store/journals.ts";
export { ALL, RemoteFolder, type RemoteRun, type Slice, type StopKind } from "./store/remote-folder.ts";
