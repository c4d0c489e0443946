import { readTyped, writeTyped } from "./typed-json.ts";

/**
 * What the script of a page that `startDriverPage` opened calls: sends the greeting, and then answers one job after another
 * for as long as the page is open. Jobs and replies are JSON that may hold typed arrays.
 */
export async function serveJobs<Job>(greeting: unknown, answer: (job: Job) => Promise<unknown>): Promise<never> {
  await send(greeting);
  for (;;) {
    const job = await fetch("jobs");
    await send(await answer(readTyped(await job.text()) as Job));
  }
}

async function send(message: unknown): Promise<void> {
  await fetch("messages", { method: "POST", body: writeTyped(message) });
}
