import { defineRunner, type WellRunner } from "@ohcs/context";
import { REMOTE_OPTIONS, type RemoteRunnerOptions, remoteRunner } from "../session/remote-runner.ts";
import { BullmqEngine } from "./bullmq-engine.ts";
import { queueUrl } from "./queue-url.ts";
import { GPU_CLASS, prefixOf, USUAL_CLASS, WELL_OPTIONS } from "./queues.ts";

export interface BullmqRunnerOptions extends RemoteRunnerOptions {
  /** URL of Redis, Valkey or, beta, PostgreSQL, without a password. @default OHCS_QUEUE_URL or REDIS_URL of the environment, else this machine */
  readonly url?: string;
  /** What the names of queues begin with; the version follows. @default "ohcs" */
  readonly prefix?: string;
  /** The class of machines that take the wells. @default "cpu" */
  readonly class?: string;
  /** The class of machines that take the wells that were compiled for a GPU. @default "gpu" */
  readonly gpuClass?: string;
  /** How urgent the plate is: 1 comes before 2, and so on. @default 100 */
  readonly priority?: number;
  /** How often a worker tries to begin a well, where modules or storage are not as they should be. @default 3 */
  readonly attempts?: number;
  /** How long before it is tried again, ms; twice as long each time. @default 5000 */
  readonly backoffMs?: number;
}

const USUAL_PRIORITY = 100;

/**
 * Runs wells on every machine where `ohcs worker` listens to the same queue: a job for each well, whose data is a reference.
 * @throws `QUEUE_URL_INVALID`, and `QUEUE_SECRET_NAMED` where an option has a password
 */
export function bullmqRunner(options: BullmqRunnerOptions = {}): WellRunner {
  const place = {
    url: queueUrl(options.url),
    prefix: prefixOf(options.prefix),
    class: options.class ?? USUAL_CLASS,
    gpuClass: options.gpuClass ?? GPU_CLASS,
    priority: options.priority ?? USUAL_PRIORITY,
    attempts: options.attempts ?? WELL_OPTIONS.attempts,
    backoffMs: options.backoffMs ?? WELL_OPTIONS.backoff.delay,
  };
  return remoteRunner("bullmq", options, (start) => BullmqEngine.open(place, start));
}

/** The runner `bullmq`, to be named by its module. */
export const bullmq = defineRunner<BullmqRunnerOptions>({
  name: "bullmq",
  version: "1.0.0",
  options: {
    url: "text",
    prefix: "text",
    class: "text",
    gpuClass: "text",
    priority: "count",
    attempts: "count",
    backoffMs: "amount",
    ...REMOTE_OPTIONS,
  },
  create: bullmqRunner,
});
