import { randomUUID } from "node:crypto";
import type { RunnerSession, WellTask } from "@ohcs/context";
import { bullmqRunner, startBullmqWorker } from "@ohcs/distributed/bullmq";
import { threadsRunner } from "@ohcs/executor/threads";
import { CONFORMANCE_MODULE, conformanceTask } from "@ohcs/testkit";
import { Redis } from "ioredis";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { summarize } from "../statistics/rounds.ts";

/** What a queue costs beside threads: of a well that does nothing, and of wells that wait. */
export const queueCost: Benchmark = {
  name: "queue",
  summary: "processor time and memory that BullMQ on Redis takes beyond threads; needs REDIS_URL",
  run,
};

const PLATE = 384;

async function run({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  const { REDIS_URL: redis } = process.env;
  if (redis === undefined) {
    say("queue: left out, needs Redis; .ci/services starts one and says REDIS_URL");
    return { leftOut: "no REDIS_URL" };
  }
  const server = new Redis(redis);
  const place = { url: redis, folder, prefix: randomUUID(), pollMs: 100 };
  try {
    return {
      ...(await processorTimes(place, server, quick ? [1, 24] : [5, PLATE])),
      waiting: await waitingWells(place, server, quick ? 2 : 260),
    };
  } finally {
    await clear(server, place.prefix);
    server.disconnect();
  }
}

type Place = Parameters<typeof bullmqRunner>[0] & { readonly url: string; readonly prefix: string };

/** Of everything that takes part, Redis included: on a machine with other work the clock would count that, too. */
async function processorTimes(
  place: Place,
  server: Redis,
  [rounds, wells]: readonly [number, number],
): Promise<object> {
  const worker = await startBullmqWorker({ ...place, slots: 2, resolveModule: () => MODULE });
  const threads: number[] = [];
  const queue: number[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const local = await threadsRunner().start({ width: 2, startup: STARTUP, onEvent });
      threads.push(await costOf(local, server, wells));
      queue.push(
        await costOf(await bullmqRunner(place).start({ width: wells, startup: STARTUP, onEvent }), server, wells),
      );
    }
  } finally {
    await worker.close();
  }
  const added = queue.map((ms, i) => ms - (threads[i] ?? Number.NaN));
  return { wells, msPerWell: { threads: summarize(threads), queue: summarize(queue), added: summarize(added) } };
}

async function costOf(session: RunnerSession, server: Redis, wells: number): Promise<number> {
  await runAll(session, tasks(4, "warm"));
  const all = tasks(wells, "A");
  const before = await processorMs(server);
  await runAll(session, all);
  const after = await processorMs(server);
  await session.close();
  return (after - before) / wells;
}

/** Plates that are given out while no worker listens. */
async function waitingWells(place: Place, server: Redis, plates: number): Promise<object> {
  // Keys begin with it: one as short as the usual one.
  const prefix = randomUUID().slice(0, 4);
  const quiet = { ...place, prefix, pollMs: 10_000_000, lookMs: 10_000_000, closeMs: 0 };
  const session = await bullmqRunner(quiet).start({ width: PLATE, startup: STARTUP, onEvent });
  const all = Array.from({ length: plates }, (_, plate) => tasks(PLATE, `P${plate}`));
  const [bytes, cpu, began] = [await memoryOf(server), await processorMs(server), performance.now()];
  for (const plate of all) {
    for (const task of plate) void session.run(task, new AbortController().signal);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const key = await waitingKey(server, prefix);
  while ((await server.zcard(key)) < plates * PLATE) await new Promise((resolve) => setTimeout(resolve, 50));
  const cost = {
    wells: plates * PLATE,
    ms: performance.now() - began,
    processorMs: (await processorMs(server)) - cpu,
    bytes: (await memoryOf(server)) - bytes,
  };
  await clear(server, prefix);
  await session.close();
  return cost;
}

async function waitingKey(server: Redis, prefix: string): Promise<string> {
  for (;;) {
    const found = (await server.keys(`${prefix}*:prioritized`))[0];
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const MODULE = import.meta.resolve("@ohcs/testkit/runner-conformance-modules");
const STARTUP = { modules: { [CONFORMANCE_MODULE]: MODULE }, roots: {}, runId: "bench" };

function onEvent(): void {}

function tasks(count: number, name: string): readonly WellTask[] {
  return Array.from({ length: count }, (_, i) => conformanceTask(`${name}-${i}`, { call: "passes" }));
}

async function runAll(session: RunnerSession, all: readonly WellTask[]): Promise<void> {
  const { signal } = new AbortController();
  const results = await Promise.all(all.map((task) => session.run(task, signal)));
  const failed = results.find(({ status }) => status !== "success");
  if (failed !== undefined) throw new Error(`Cannot measure: '${failed.wellId}' ended as '${failed.error?.message}'`);
}

async function processorMs(server: Redis): Promise<number> {
  const { user, system } = process.cpuUsage();
  const info = await server.info("cpu");
  const of = (name: string) => Number(new RegExp(`^${name}:([\\d.]+)`, "m").exec(info)?.[1] ?? 0);
  return (user + system) / 1_000 + (of("used_cpu_user") + of("used_cpu_sys")) * 1_000;
}

async function memoryOf(server: Redis): Promise<number> {
  return Number(/^used_memory:(\d+)/m.exec(await server.info("memory"))?.[1] ?? 0);
}

async function clear(server: Redis, prefix: string): Promise<void> {
  let cursor = "0";
  do {
    const [next, keys] = await server.scan(cursor, "MATCH", `${prefix}*`, "COUNT", 5_000);
    cursor = next;
    if (keys.length > 0) await server.unlink(keys);
  } while (cursor !== "0");
}
