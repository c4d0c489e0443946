import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PlateResult, WellRunner } from "@ohcs/context";
import { bullmqRunner } from "@ohcs/distributed/bullmq";
import { executePlate } from "@ohcs/executor";
import { nodeRunHost } from "@ohcs/records/host";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { withScratchFolder } from "../machine/scratch-folder.ts";
import type { PreparedPlate } from "../plates/prepared-plate.ts";
import { makeSpinningPlate } from "../schedule/spinning-plate.ts";
import { interleave } from "../statistics/interleave.ts";
import { paired } from "../statistics/paired.ts";
import { summarize } from "../statistics/summary.ts";

/** What a second worker process gains on BullMQ. */
export const workerGain: Benchmark = {
  name: "workers",
  summary: "wells that only compute: 2 worker processes of BullMQ against 1; needs REDIS_URL",
  run: (setting) => withScratchFolder((folder) => run(setting, folder)),
};

async function run({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  const { REDIS_URL: url } = process.env;
  if (url === undefined) {
    say("workers: left out, needs Redis; .ci/services starts one and sets REDIS_URL");
    return { leftOut: "no REDIS_URL" };
  }
  const [wells, msPerSite, rounds] = quick ? [6, 5, 1] : [16, 400, 5];
  const plate = await makeSpinningPlate(folder, { name: "equal", wells, msPerSite, sitesOfFirst: 1 });
  const places = { one: { url, prefix: randomUUID() }, two: { url, prefix: randomUUID() } };
  const workers = await Promise.all([places.one, places.two, places.two].map(startWorker));
  const busy: number[] = [];
  const onQueue = (place: typeof places.one, count: number) => async () => {
    const result = await runOn(plate, bullmqRunner({ ...place, pollMs: 20 }), join(folder, `${count}`));
    const { makespanMs, wellMs } = timesOf(result);
    if (count === 2) busy.push(wellMs / (2 * makespanMs));
    return makespanMs;
  };
  try {
    const { one, two } = await interleave(rounds, { one: onQueue(places.one, 1), two: onQueue(places.two, 2) });
    const ms = { one: summarize(one), two: summarize(two) };
    // The first round warmed up.
    return { wells, msPerWell: msPerSite, ms, oneOverTwo: paired(one, two), busyShareOfTwo: summarize(busy.slice(1)) };
  } finally {
    for (const worker of workers) worker.kill("SIGTERM");
  }
}

async function startWorker(place: { readonly url: string; readonly prefix: string }) {
  const child = fork(fileURLToPath(import.meta.resolve("@ohcs/bench/worker-process")), [JSON.stringify(place)]);
  await once(child, "message");
  return child;
}

/** Runs a plate into `output`, which is removed afterwards. */
export async function runOn(plate: PreparedPlate, runner: WellRunner, output: string): Promise<PlateResult> {
  const compiled = await plate.compile(output);
  const job = { plate: compiled, runner, workers: 1, startup: plate.startup(output), host: nodeRunHost() };
  const result = await executePlate(job).result;
  if (result.status !== "complete") throw new Error(`Cannot measure a run: it ended as '${result.status}'`);
  await rm(output, { recursive: true });
  return result;
}

/** From the start of the first well to the end of the last, and of all wells together. */
export function timesOf({ wells }: PlateResult): { readonly makespanMs: number; readonly wellMs: number } {
  const all = Object.values(wells);
  const began = all.map(({ startedAt }) => Date.parse(startedAt));
  const ended = all.map(({ durationMs }, i) => (began[i] ?? 0) + durationMs);
  const wellMs = all.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return { makespanMs: Math.max(...ended) - Math.min(...began), wellMs };
}
