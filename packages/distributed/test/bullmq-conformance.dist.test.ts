import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BullmqWorker, bullmqRunner, startBullmqWorker } from "@ohcs/distributed/bullmq";
import { threadsRunner } from "@ohcs/executor/threads";
import { runnerConformance } from "@ohcs/testkit";
import { afterAll, beforeAll, test } from "vitest";
import { describeWithRedis } from "./redis.ts";

const modulesUrl = import.meta.resolve("@ohcs/testkit/runner-conformance-modules");

describeWithRedis("the runner bullmq", (redis) => {
  const prefix = randomUUID();
  let folder = "";
  let worker: BullmqWorker;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ohcs-bullmq-"));
    const runner = threadsRunner({ heapMb: 64 });
    worker = await startBullmqWorker({
      redis,
      prefix,
      slots: 2,
      lookMs: 100,
      runner,
      resolveModule: (name) => (name === "ohcs:runner-conformance" ? modulesUrl : null),
    });
  });
  afterAll(async () => {
    await worker.close();
    await rm(folder, { recursive: true });
  });
  runnerConformance({
    test,
    create: () => bullmqRunner({ redis, prefix, folder, pollMs: 50, lookMs: 500 }),
    modulesUrl,
  });
});
