import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { expect, onTestFinished, test } from "vitest";
import { contentsOf } from "./file-tree.ts";
import { runOhcs } from "./run-ohcs.ts";
import { type SamplePlate, samplePlate } from "./sample-plate.ts";
import { describeWithRedis, endWorker, startWorker } from "./worker-ohcs.ts";

const WELLS = ["A01", "A02", "A03", "A04", "B01", "B02", "B03", "B04", "C01", "C02"];

/** Counts its wells, each of which takes a while; with `poison` the first one kills every process that has it. */
const pipeline = (folder: string, { ms = 300, poison = false }: WellOptions = {}) => `
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { defineFunction, definePipeline, step } from "@ohcs/context";
const folder = ${JSON.stringify(folder)};
export const count = defineFunction({
  name: "count", version: "1.0.0", summary: "A test", params: { type: "object", additionalProperties: false },
  run: async ({ image }) => {
    appendFileSync(folder + "/executions", "once\\n");
    if (${poison}) dieOf(image.data.join());
    await new Promise((resolve) => setTimeout(resolve, ${ms}));
    return { image: { ...image, data: image.data.map((value) => value + 1) } };
  },
});
function dieOf(pixels) {
  try {
    writeFileSync(folder + "/poison", pixels, { flag: "wx" });
  } catch {}
  if (readFileSync(folder + "/poison", "utf8") === pixels) process.kill(process.pid, "SIGKILL");
}
export default definePipeline({ name: "p", steps: [step("count", { func: count() })] });
`;

interface WellOptions {
  readonly ms?: number;
  readonly poison?: boolean;
}

interface Stage {
  readonly sample: SamplePlate;
  readonly prefix: string;
  readonly env: Readonly<Record<string, string>>;
  /** Starts a worker of one slot that is taken for lost after a second. */
  readonly worker: () => Promise<ChildProcess>;
  readonly run: readonly string[];
  /** Executions of the function so far. */
  readonly executions: () => Promise<number>;
  /** Fails unless the output is that of a run on one machine. */
  readonly proveOutput: () => Promise<void>;
}

async function stage(url: string, options: WellOptions = {}): Promise<Stage> {
  const sample = await samplePlate({ wells: WELLS });
  onTestFinished(() => sample[Symbol.asyncDispose]());
  const { folder } = sample;
  const prefix = randomUUID();
  const env = { OHCS_REDIS_URL: url };
  await writeFile(join(folder, "p.ts"), pipeline(folder, options));
  const worker = async () => {
    const child = await startWorker(folder, ["--slots", "1", "--prefix", prefix, "--lock", "1"], env);
    onTestFinished(() => void endWorker(child, "SIGKILL"));
    return child;
  };
  const settings = { prefix, pollMs: 100, lookMs: 500, graceMs: 1_000, backoffMs: 100 };
  const run = [
    "run",
    "tiny",
    "-p",
    "p.ts",
    "-o",
    "out",
    "--runner",
    "bullmq",
    "--runner-with",
    JSON.stringify(settings),
  ];
  const executions = async () =>
    (await readFile(join(folder, "executions"), "utf8").catch(() => "")).split("\n").filter(Boolean).length;
  const proveOutput = async () => {
    await runOhcs(folder, ["run", "tiny", "-p", "p.ts", "-o", "alone", "--runner", "inline"]);
    expect(await contentsOf(join(folder, "out"))).toEqual(await contentsOf(join(folder, "alone")));
  };
  return { sample, prefix, env, worker, run, executions, proveOutput };
}

/** A command that goes on while a test does something to its surroundings. */
function begin({ sample, env }: Pick<Stage, "sample" | "env">, argv: readonly string[]) {
  let child: ChildProcess | null = null;
  const take = (one: ChildProcess) => {
    child = one;
  };
  const ended = runOhcs(sample.folder, argv, take, env);
  return { ended, kill: () => (child as ChildProcess | null)?.kill("SIGKILL") };
}

const someDone = ({ executions }: Stage, count = 3) =>
  expect.poll(executions, { timeout: 30_000, interval: 50 }).toBeGreaterThanOrEqual(count);

const complete = async (ended: Promise<{ exitCode: number | null; err: string }>) => {
  const { exitCode, err } = await ended;
  expect(exitCode, err).toBe(0);
};

describeWithRedis("what happens to a run by BullMQ", (url) => {
  test("a worker that is killed loses no well, and at most the one that it had runs twice", async () => {
    const on = await stage(url);
    const [victim] = [await on.worker(), await on.worker()];
    const { ended } = begin(on, on.run);
    await someDone(on);
    victim.kill("SIGKILL");
    await complete(ended);
    expect(await on.executions()).toBeLessThanOrEqual(WELLS.length + 1);
    await on.proveOutput();
  });

  test("a worker that stands still for longer than its lock, and goes on, changes nothing", async () => {
    const on = await stage(url);
    const [victim] = [await on.worker(), await on.worker()];
    const { ended } = begin(on, on.run);
    await someDone(on);
    victim.kill("SIGSTOP");
    await sleep(3_000);
    victim.kill("SIGCONT");
    await complete(ended);
    expect(await on.executions()).toBeLessThanOrEqual(WELLS.length + 2);
    await on.proveOutput();
  });

  test("a command that is killed is taken the place of: its wells go on, and none runs twice", async () => {
    const on = await stage(url);
    await Promise.all([on.worker(), on.worker()]);
    const { ended, kill } = begin(on, on.run);
    await someDone(on);
    kill();
    expect((await ended).exitCode).toBeNull();
    const { exitCode, err } = await runOhcs(on.sample.folder, ["attach", "out"], undefined, on.env);
    expect(exitCode, err).toBe(0);
    expect(await on.executions()).toBe(WELLS.length);
    await on.proveOutput();
  });

  test("a queue that is wiped is filled again with what has no result", async () => {
    const on = await stage(url);
    await Promise.all([on.worker(), on.worker()]);
    const { ended } = begin(on, on.run);
    await someDone(on);
    await wipe(url, on.prefix);
    await complete(ended);
    expect(await on.executions()).toBeLessThanOrEqual(WELLS.length + 2);
    await on.proveOutput();
  });

  test("a run that is cancelled from elsewhere ends soon, and goes on where it was resumed", async () => {
    const on = await stage(url, { ms: 1_000 });
    await on.worker();
    const { ended } = begin(on, [...on.run, "--json"]);
    await someDone(on, 2);
    const { exitCode } = await runOhcs(on.sample.folder, ["cancel", "out"]);
    expect(exitCode).toBe(0);
    const states = Object.values(JSON.parse((await ended).out).wells as Record<string, { status: string }>);
    expect(new Set(states.map(({ status }) => status))).toEqual(new Set(["success", "cancelled"]));
    expect(await on.executions()).toBeLessThanOrEqual(4);
    const resumed = await runOhcs(on.sample.folder, ["resume", "out"], undefined, on.env);
    expect(resumed.exitCode, resumed.err).toBe(0);
    await on.proveOutput();
  });

  test("two commands on one output: the second is refused, and the first not disturbed", async () => {
    const on = await stage(url);
    await on.worker();
    const { ended } = begin(on, on.run);
    await someDone(on, 1);
    const second = await runOhcs(on.sample.folder, on.run, undefined, on.env);
    expect(second).toMatchObject({ exitCode: 1, err: expect.stringContaining("OUTPUT_LOCKED") });
    await complete(ended);
    expect(await on.executions()).toBe(WELLS.length);
  });

  test("a run on this machine ends what workers still do for one whose command was lost", async () => {
    const on = await stage(url, { ms: 2_000 });
    await on.worker();
    const { ended, kill } = begin(on, on.run);
    await someDone(on, 1);
    kill();
    await ended;
    const here = [...on.run.slice(0, on.run.indexOf("--runner")), "--runner", "threads", "--resume"];
    const { exitCode, err } = await runOhcs(on.sample.folder, here);
    expect(exitCode, err).toBe(0);
    const after = await on.executions();
    await sleep(3_000);
    expect(await on.executions()).toBe(after);
    await on.proveOutput();
  });

  test("a well that kills its worker fails after three, and the plate goes on", async () => {
    const on = await stage(url, { poison: true, ms: 50 });
    let isOver = false;
    let deaths = 0;
    const supervised = (async () => {
      while (!isOver) {
        const child = await on.worker();
        await Promise.race([once(child, "exit"), sleep(60_000, null, { ref: false })]);
        if (child.signalCode === "SIGKILL") deaths++;
      }
    })();
    const { exitCode, out } = await runOhcs(on.sample.folder, [...on.run, "--json"], undefined, on.env);
    isOver = true;
    void supervised;
    const wells = JSON.parse(out).wells as Record<string, { status: string; error: { code: string } | null }>;
    const failed = Object.values(wells).filter(({ status }) => status !== "success");
    expect({ exitCode, codes: failed.map(({ error }) => error?.code) }).toEqual({ exitCode: 3, codes: ["JOB_LOST"] });
    expect(deaths).toBe(3);
  });
});

/** Removes all keys of a prefix, as FLUSHALL would those of everybody. */
async function wipe(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url);
  const keys = await redis.keys(`${prefix}*`);
  await redis.del(keys);
  redis.disconnect();
}
