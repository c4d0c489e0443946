import { defineRunner, type WellRunner } from "@ohcs/context";
import { REMOTE_OPTIONS, remoteRunner } from "../session/remote-runner.ts";
import { BullmqEngine, type BullmqRunnerOptions } from "./bullmq-engine.ts";
import { queueUrl } from "./queue-url.ts";
import { GPU_CLASS, prefixOf, USUAL_CLASS, WELL_OPTIONS } from "./queues.ts";

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
