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

/** What `ohcs worker` takes. */
interface WorkerValues {
  readonly slots: number | undefined;
  readonly class: readonly string[] | undefined;
  readonly mount: readonly MountValue[];
  readonly prefix: string | undefined;
  readonly runner: "threads" | "processes" | undefined;
}

/**
 * Takes wells until it is interrupted: then it takes no more, and ends when those that run have ended; a second signal ends it at
 * once. @throws `QUEUE_UNREACHABLE`, `DISTRIBUTED_NOT_INSTALLED`
 */
export async function runWorker(values: WorkerValues, session: Session): Promise<Outcome> {
  const { startBullmqWorker } = await loadDistributed();
  const { slots = availableParallelism(), prefix, runner = "threads" } = values;
  const classes = values.class ?? ["cpu"];
  const interrupts = listenForInterrupts();
  const workers = [];
  for (const one of classes)
    workers.push(
      await startBullmqWorker({
        slots,
        class: one,
        mounts: Object.fromEntries(values.mount),
        resolveModule: (name) => moduleHere(name, session.directory),
        runner: runner === "threads" ? threadsRunner() : processesRunner(),
        ...(prefix === undefined ? {} : { prefix }),
      }),
    );
  const { err } = session.terminal;
  err.write(`${hostname()} takes up to ${countOf(slots, "well")} at a time for ${classes.join(", ")}\n`);
  try {
    await ended(interrupts.signal);
    err.write("takes no more wells; ends when those that run have ended\n");
    await Promise.all(workers.map((worker) => worker.close()));
    return { exitCode: EXIT.success, json: { classes, slots }, text: () => "" };
  } finally {
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

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
