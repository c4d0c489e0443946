/** Wells by BullMQ on Redis or Valkey (Node only): the runner, and the worker of the other machines. */
export type { BullmqRunnerOptions } from "./bullmq-engine.ts";
export { bullmq, bullmqRunner } from "./bullmq-runner.ts";
export { type BullmqWorker, type BullmqWorkerOptions, startBullmqWorker } from "./bullmq-worker.ts";
