import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { contentsOf } from "./file-tree.ts";
import { runOhcs } from "./run-ohcs.ts";
import { type SamplePlate, samplePlate } from "./sample-plate.ts";
import { startWorker, type WorkerStart } from "./worker-ohcs.ts";

export const WELLS = ["A01", "A02", "A03", "A04", "B01", "B02", "B03", "B04", "C01", "C02"];

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

/** Smooths on whatever may do it. */
export const GPU_PIPELINE = `
import { definePipeline, step } from "@ohcs/context";
import { gaussianBlur, maxProjection, median } from "@ohcs/functions";
export default definePipeline({
  name: "smooth",
  steps: [step("smooth", { func: [maxProjection(), gaussianBlur({ sigma: 1 }), median()] })],
});
`;

interface WellOptions {
  readonly ms?: number;
  readonly poison?: boolean;
}

/** A plate, a pipeline that counts its executions, and what is needed to run it elsewhere. */
export interface Stage {
  readonly sample: SamplePlate;
  readonly prefix: string;
  readonly env: Readonly<Record<string, string>>;
  /** Starts a worker of one slot that is taken for lost after a second, in a process group of its own. */
  readonly worker: (start?: Partial<WorkerStart>) => Promise<ChildProcess>;
  readonly run: readonly string[];
  /** Executions of the function so far. */
  readonly executions: () => Promise<number>;
  /** Fails unless the output is that of a run on one machine. */
  readonly proveOutput: () => Promise<void>;
}

/** A stage that vanishes with its test; `url` is that of Redis. */
export async function stage(url: string, options: WellOptions = {}): Promise<Stage> {
  const sample = await samplePlate({ wells: WELLS });
  onTestFinished(() => sample[Symbol.asyncDispose]());
  const { folder } = sample;
  const prefix = randomUUID();
  const env = { OHCS_QUEUE_URL: url };
  await writeFile(join(folder, "p.ts"), pipeline(folder, options));
  const worker: Stage["worker"] = async ({ argv = [], env: more = {}, ...start } = {}) => {
    const all = ["--slots", "1", "--prefix", prefix, "--lock", "1", ...argv];
    const child = await startWorker({ directory: folder, argv: all, env: { ...env, ...more }, ...start });
    onTestFinished(() => killGroup(child));
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
    const out = Object.entries(await contentsOf(join(folder, "out")));
    // A worker that was ended while it wrote leaves a hidden file, which the next run removes.
    const whole = Object.fromEntries(out.filter(([path]) => !path.endsWith(".ohcs-tmp")));
    expect(whole).toEqual(await contentsOf(join(folder, "alone")));
  };
  return { sample, prefix, env, worker, run, executions, proveOutput };
}

/** A command that goes on while a test does something to its surroundings. */
export function begin({ sample, env }: Pick<Stage, "sample" | "env">, argv: readonly string[]) {
  let child: ChildProcess | null = null;
  const take = (one: ChildProcess) => {
    child = one;
  };
  const ended = runOhcs(sample.folder, argv, take, env);
  return {
    ended,
    kill: (signal: NodeJS.Signals = "SIGKILL") => (child as ChildProcess | null)?.kill(signal),
  };
}

/** Ends a worker with all its processes, as the loss of its machine does. */
export function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}

/** Waits until so many wells were begun. */
export const someDone = ({ executions }: Stage, count = 3) =>
  expect.poll(executions, { timeout: 30_000, interval: 50 }).toBeGreaterThanOrEqual(count);

/** Fails unless the run has ended with all wells. */
export const complete = async (ended: Promise<{ exitCode: number | null; err: string }>) => {
  const { exitCode, err } = await ended;
  expect(exitCode, err).toBe(0);
};
