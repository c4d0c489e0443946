import { availableParallelism, hostname } from "node:os";
import { countOf } from "@ohcs/context";
import { processesRunner } from "@ohcs/executor/processes";
import { threadsRunner } from "@ohcs/executor/threads";
import { programModules } from "ohcs/compose";
import { findModule } from "ohcs/modules";
import { EXIT } from "../program/exit-code.ts";
import { listenForInterrupts } from "../program/interrupts.ts";
import type { Outcome } from "../program/outcome.ts";
import type { Session } from "../program/session.ts";
import { loadDistributed } from "./load-distributed.ts";
import type { MountValue } from "./mount-value.ts";
import { untilAborted } from "./until-aborted.ts";

/** What `ohcs worker` takes. */
interface WorkerValues {
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
 * once. @throws `QUEUE_UNREACHABLE`, `DISTRIBUTED_NOT_INSTALLED`
 */
export async function runWorker(values: WorkerValues, session: Session): Promise<Outcome> {
  const { slots = availableParallelism(), chunks } = values;
  const node = nodeOf(values, slots, session.directory);
  if (chunks !== undefined) return runTask(node, chunks);
  const { startBullmqWorker } = await loadDistributed();
  const { prefix, lock = LOCK_S, class: classes = ["cpu"] } = values;
  const patience = { lockMs: lock * 1_000, stalledMs: lock * 500 };
  const interrupts = listenForInterrupts();
  const workers = [];
  for (const one of classes)
    workers.push(
      await startBullmqWorker({ ...node, ...patience, class: one, ...(prefix === undefined ? {} : { prefix }) }),
    );
  const { err } = session.terminal;
  err.write(`${hostname()} takes up to ${countOf(slots, "well")} at a time for ${classes.join(", ")}\n`);
  try {
    await untilAborted(interrupts.signal);
    err.write("takes no more wells; ends when those that run have ended\n");
    await Promise.all(workers.map((worker) => worker.close()));
    return { exitCode: EXIT.success, json: { classes, slots }, text: () => "" };
  } finally {
    interrupts.release();
  }
}

/** How this machine runs wells. */
function nodeOf({ mount, runner = "threads" }: WorkerValues, slots: number, directory: string) {
  return {
    slots,
    mounts: Object.fromEntries(mount),
    resolveModule: (name: string) => moduleHere(name, directory),
    runner: runner === "threads" ? threadsRunner() : processesRunner(),
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
