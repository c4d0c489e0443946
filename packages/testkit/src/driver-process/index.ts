/** The process's side of `startDriverProcess` in `@ohcs/testkit/gpu-drivers` (Node). */

import type { Numbered } from "../gpu-drivers/pending-replies.ts";

/**
 * Called by the module of a process that `startDriverProcess` started: sends the greeting, and then answers jobs one at
 * a time until the parent disconnects.
 */
export function serveJobs<Job>(greeting: unknown, answer: (job: Job) => Promise<unknown>): void {
  process.once("disconnect", () => process.exit(1));
  let work: Promise<unknown> = Promise.resolve();
  process.on("message", ({ id, value }: Numbered) => {
    work = work.then(async () => process.send?.({ id, value: await answer(value as Job) }));
  });
  process.send?.({ id: 0, value: greeting });
}
