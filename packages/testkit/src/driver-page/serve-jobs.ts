import type { Numbered } from "../gpu-drivers/pending-replies.ts";
import { readTyped, writeTyped } from "./typed-json.ts";

/**
 * What the script of a page that `startDriverPage` opened calls: sends the greeting, and then answers one job after another
 * for as long as the page is open. Jobs and replies are JSON that may hold typed arrays.
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
