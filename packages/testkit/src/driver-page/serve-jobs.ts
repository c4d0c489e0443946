import type { Numbered } from "../gpu-drivers/pending-replies.ts";
import { readTyped, writeTyped } from "./typed-json.ts";

/**
 * Called by the script of a page that `startDriverPage` opened: sends the greeting, and then answers jobs one at a time
 * while the page is open. Jobs and replies are JSON that may hold typed arrays.
 */
export async function serveJobs<Job>(greeting: unknown, answer: (job: Job) => Promise<unknown>): Promise<never> {
  await send({ id: 0, value: greeting });
  for (;;) {
    const job = await fetch("jobs");
    const { id, value } = readTyped(await job.text()) as Numbered;
    await send({ id, value: await answer(value as Job) });
  }
}

async function send(reply: Numbered): Promise<void> {
  await fetch("replies", { method: "POST", body: writeTyped(reply) });
}
