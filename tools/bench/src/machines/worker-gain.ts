import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PlateResult } from "@ohcs/context";
import { bullmqRunner } from "@ohcs/distributed/bullmq";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { runPrepared } from "../plates/run-prepared.ts";
import { makeSpinningPlate } from "../schedule/spinning-plate.ts";
import { interleave, paired, summarize } from "../statistics/rounds.ts";

/** What a second worker process gains on BullMQ. */
export const workerGain: Benchmark = {
  name: "workers",
  summary: "wells that only compute: 2 worker processes of BullMQ against 1; needs REDIS_URL",
  run,
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
  const onQueue = (place: typeof places.one, count: number) => async () => {
    const runner = bullmqRunner({ ...place, pollMs: 20 });
    const { value } = await runPrepared(plate, { output: join(folder, `${count}`), runner });
    return timesOf(value);
  };
  try {
    const { one, two } = await interleave(rounds, { one: onQueue(places.one, 1), two: onQueue(places.two, 2) });
    const spans = (runs: readonly { readonly makespanMs: number }[]) => summarize(runs.map((run) => run.makespanMs));
    const oneOverTwo = paired(one, two, (a, b) => a.makespanMs / b.makespanMs);
    const busyShareOfTwo = summarize(two.map(({ makespanMs, wellMs }) => wellMs / (2 * makespanMs)));
    return { wells, msPerWell: msPerSite, ms: { one: spans(one), two: spans(two) }, oneOverTwo, busyShareOfTwo };
  } finally {
    for (const worker of workers) worker.kill("SIGTERM");
  }
}

async function startWorker(place: { readonly url: string; readonly prefix: string }) {
  const child = fork(fileURLToPath(import.meta.resolve("@ohcs/bench/worker-process")), [JSON.stringify(place)]);
  await once(child, "message");
  return child;
}

/** From the start of the first well to the end of the last, and of all wells together. */
function timesOf({ wells }: PlateResult): { readonly makespanMs: number; readonly wellMs: number } {
  const all = Object.values(wells);
  const began = all.map(({ startedAt }) => Date.parse(startedAt));
  const ended = all.map(({ durationMs }, i) => (began[i] ?? 0) + durationMs);
  const wellMs = all.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return { makespanMs: Math.max(...ended) - Math.min(...began), wellMs };
}
