import { availableParallelism, hostname } from "node:os";
import { countOf } from "@ohcs/context";
import { processesRunner } from "@ohcs/executor/processes";
import { threadsRunner } from "@ohcs/executor/threads";
import { gpuUseOf } from "@ohcs/orchestrator";
import { machineGpus, programModules } from "ohcs/compose";
import { findModule } from "ohcs/modules";
import type { ConfigFlags } from "../config/config-flags.ts";
import { soundConfig } from "../config/sound-config.ts";
import { fail } from "../errors.ts";
import { EXIT } from "../program/exit-code.ts";
import { listenForInterrupts } from "../program/interrupts.ts";
import type { Outcome } from "../program/outcome.ts";
import type { Session } from "../program/session.ts";
import { loadDistributed } from "./load-distributed.ts";
import type { MountValue } from "./mount-value.ts";

/** What `ohcs worker` takes. */
interface WorkerValues extends Pick<ConfigFlags, "set"> {
  readonly slots: number | undefined;
  readonly class: readonly string[] | undefined;
  readonly mount: readonly MountValue[];
  readonly lock: number | undefined;
  readonly prefix: string | undefined;
  readonly runner: "threads" | "processes" | undefined;
  readonly chunks: string | undefined;
}

const LOCK_S = 60;
/** How tasks of arrays end where not all of their wells have a result. */
const SOME_LEFT = EXIT.someWellsFailed;

/**
 * Takes wells until it is interrupted: then it takes no more, and ends when those that run have ended; a second signal ends it at
 * once. @throws `QUEUE_UNREACHABLE`, `DISTRIBUTED_NOT_INSTALLED`, `WORKER_WITHOUT_GPU`
 */
export async function runWorker(values: WorkerValues, session: Session): Promise<Outcome> {
  const { slots = availableParallelism(), chunks } = values;
  const node = nodeOf(values, slots, session.directory);
  if (chunks !== undefined) return runTask(node, chunks);
  const { startBullmqWorker } = await loadDistributed();
  const { prefix, lock = LOCK_S, class: classes = ["cpu"] } = values;
  const shared = { lockMs: lock * 1_000, stalledMs: lock * 500, ...(prefix === undefined ? {} : { prefix }) };
  const places = [];
  for (const one of classes)
    places.push({ class: one, of: "", slots, ...(isOfGpus(one) ? await gpuSlots(one, node) : {}) });
  const interrupts = listenForInterrupts();
  const workers = [];
  for (const place of places) workers.push(await startBullmqWorker({ ...node, ...shared, ...place }));
  const { err } = session.terminal;
  const taken = places.map((one) => `up to ${countOf(one.slots, "well")} at a time for ${one.class}${one.of}`);
  err.write(`${hostname()} takes ${taken.join(", ")}\n`);
  try {
    await interrupts.interrupted;
    err.write("takes no more wells; ends when those that run have ended\n");
    await Promise.all(workers.map((worker) => worker.close()));
    // Where its server is away, BullMQ leaves timers that would keep the process.
    setTimeout(() => process.exit(EXIT.success), 1_000).unref();
    return { exitCode: EXIT.success, json: { classes, slots }, text: () => "" };
  } finally {
    interrupts.release();
  }
}

/** Classes of machines whose names begin so have wells that were compiled for a GPU. */
function isOfGpus(name: string): boolean {
  return name.startsWith("gpu");
}

/** As many wells as the GPUs of this machine have slots. @throws `WORKER_WITHOUT_GPU` */
async function gpuSlots(name: string, { gpus }: Pick<ReturnType<typeof nodeOf>, "gpus">) {
  const { adapters } = await gpus();
  const slots = adapters.reduce((sum, adapter) => sum + adapter.slots, 0);
  if (slots > 0) return { slots, of: ` (${adapters.map((adapter) => adapter.name).join(", ")})` };
  throw fail("WORKER_WITHOUT_GPU", `Cannot take wells for '${name}': expected a GPU on this machine, got none`);
}

/** How this machine runs wells. */
function nodeOf({ mount, set, runner = "threads" }: WorkerValues, slots: number, directory: string) {
  const gpus = async () => machineGpus(gpuUseOf((await soundConfig({ set }, directory, null)).config));
  let asked: ReturnType<typeof gpus> | null = null;
  return {
    slots,
    mounts: Object.fromEntries(mount),
    resolveModule: (name: string) => moduleHere(name, directory),
    runner: runner === "threads" ? threadsRunner() : processesRunner(),
    gpus: () => {
      asked ??= gpus();
      return asked;
    },
  };
}

/** Runs one task of an array: as its scheduler says, which one, and that it is to end. */
async function runTask(options: ReturnType<typeof nodeOf>, file: string): Promise<Outcome> {
  const { runChunk, taskIndex, WellNode } = await loadDistributed();
  const interrupts = listenForInterrupts();
  const node = new WellNode(options);
  try {
    const index = taskIndex();
    const outcome = await runChunk(node, { file, index, slots: options.slots, signal: interrupts.signal });
    const isDone = outcome.failed === 0 && outcome.left === 0;
    const exitCode = interrupts.exitCode() ?? (isDone ? EXIT.success : SOME_LEFT);
    const text = `task ${index}: ${countOf(outcome.done, "well")} done, ${outcome.failed} failed, ${outcome.left} left\n`;
    return { exitCode, json: outcome, text: () => text };
  } finally {
    await node.close();
    interrupts.release();
  }
}

/** What this program has itself; other packages as they are found from the folder where it was started. */
async function moduleHere(name: string, directory: string): Promise<string | null> {
  const own = programModules()[name];
  if (own !== undefined) return own;
  return findModule(name, directory).then(
    ({ url }) => url,
    () => null,
  );
}
