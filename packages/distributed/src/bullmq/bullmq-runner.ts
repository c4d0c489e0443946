import { defineRunner, type RunnerOptions, type WellRunner } from "@ohcs/context";
import { type RemoteRunnerOptions, startRemoteSession } from "../session/start-session.ts";
import { BullmqEngine } from "./bullmq-engine.ts";
import { redisUrl } from "./connection.ts";
import { prefixOf, USUAL_CLASS, WELL_OPTIONS } from "./queues.ts";

export interface BullmqRunnerOptions extends RemoteRunnerOptions {
  /** URL of Redis or Valkey, without a password. @default OHCS_REDIS_URL or REDIS_URL of the environment, else this machine */
  readonly redis?: string;
  /** What the keys of queues begin with; the version follows. @default "ohcs" */
  readonly prefix?: string;
  /** The class of machines that take the wells. @default "cpu" */
  readonly class?: string;
  /** How urgent the plate is: 1 comes before 2, and so on. @default 100 */
  readonly priority?: number;
  /** How often a worker tries to begin a well, where modules or storage are not as they should be. @default 3 */
  readonly attempts?: number;
  /** How long before it is tried again, ms; twice as long each time. @default 5000 */
  readonly backoffMs?: number;
}

const USUAL_PRIORITY = 100;

/**
 * Runs wells on every machine where `ohcs worker` listens to the same Redis: a job for each well, whose data is a reference.
 * @throws `QUEUE_SECRET_NAMED` where an option holds a password
 */
export function bullmqRunner(options: BullmqRunnerOptions = {}): WellRunner {
  const place = {
    url: redisUrl(options.redis),
    prefix: prefixOf(options.prefix),
    resource: options.class ?? USUAL_CLASS,
    priority: options.priority ?? USUAL_PRIORITY,
    attempts: options.attempts ?? WELL_OPTIONS.attempts,
    backoffMs: options.backoffMs ?? WELL_OPTIONS.backoff.delay,
  };
  return Object.freeze({
    specVersion: 1,
    name: "bullmq",
    isRemote: true,
    contains: Object.freeze(["throw", "rejection", "io", "exit", "endlessLoop", "heap", "arrayBuffer"] as const),
    start: (start: RunnerOptions) =>
      startRemoteSession(start, options, "bullmq", (begun) => BullmqEngine.open(place, begun)),
  });
}

/** The runner `bullmq`, to be named by its module. */
export const bullmq = defineRunner<BullmqRunnerOptions>({ name: "bullmq", version: "1.0.0", create: bullmqRunner });
