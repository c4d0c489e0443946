import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { JobsOptions } from "bullmq";

/** Wells of different versions do not meet: their queues have other keys. */
export function prefixOf(prefix = "ohcs"): string {
  return `${prefix}-${version()}`;
}

/** The queue of the wells of a class of machines. */
export function wellsQueue(resource: string): string {
  return `wells.${resource}`;
}

/** The queue of plates, each a parent of its wells. */
export const PLATES = "plates";

/** The classes of machines unless others are named: for wells of the CPU, and for those that were compiled for a GPU. */
export const USUAL_CLASS = "cpu";
export const GPU_CLASS = "gpu";

/** How long what has ended can be seen, s: the records of the run keep what became of wells. */
const KEPT_S = 3_600;
const FAILED_KEPT_S = 86_400;

/** How wells lie in the queue. */
export const WELL_OPTIONS = {
  attempts: 3,
  backoff: { type: "exponential", delay: 5_000, jitter: 0.5 },
  // Without it a plate would wait for ever for a well that failed.
  ignoreDependencyOnFailure: true,
} as const satisfies JobsOptions;

/** What workers keep of what has ended; said there, it takes no memory for each job. */
export const KEPT = { removeOnComplete: { age: KEPT_S }, removeOnFail: { age: FAILED_KEPT_S } } as const;

let read: string | null = null;

function version(): string {
  read ??= versionIn(fileURLToPath(import.meta.resolve("@ohcs/distributed/package.json")));
  return read;
}

function versionIn(manifest: string): string {
  return (JSON.parse(readFileSync(manifest, "utf8")) as { readonly version: string }).version;
}
