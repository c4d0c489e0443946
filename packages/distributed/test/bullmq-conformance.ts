import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BullmqWorker, bullmqRunner, startBullmqWorker } from "@ohcs/distributed/bullmq";
import { threadsRunner } from "@ohcs/executor/threads";
import { runnerConformance } from "@ohcs/testkit";
import { afterAll, beforeAll, test } from "vitest";

const modulesUrl = import.meta.resolve("@ohcs/testkit/runner-conformance-modules");

/** The suite of all runners, over the queue at `url` and a worker of two slots. */
export function bullmqConformance(url: string): void {
  // A URL with a password is no option.
  process.env.OHCS_QUEUE_URL = url;
  const prefix = randomUUID();
  let folder = "";
  let worker: BullmqWorker;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ohcs-bullmq-"));
    worker = await startBullmqWorker({
      prefix,
      slots: 2,
      lookMs: 100,
      runner: threadsRunner({ heapMb: 64 }),
      resolveModule: (name) => (name === "ohcs:runner-conformance" ? modulesUrl : null),
    });
  });
  afterAll(async () => {
    await worker.close();
    await rm(folder, { recursive: true });
  });
  runnerConformance({
    test,
    create: () => bullmqRunner({ prefix, folder, pollMs: 50, lookMs: 500 }),
    modulesUrl,
  });
}
