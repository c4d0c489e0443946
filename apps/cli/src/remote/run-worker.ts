import { hostname } from "node:os";
import { countOf } from "@ohcs/context";
import { fail } from "../errors.ts";
import { listenForInterrupts } from "../program/interrupts.ts";
import { EXIT, type Outcome, type Session } from "../program/session.ts";
import { installed } from "./installed.ts";
import { type NodeValues, workerNode } from "./worker-node.ts";

/** What `ohcs worker` takes. */
interface WorkerValues extends NodeValues {
  readonly class: readonly string[] | undefined;
  readonly lock: number | undefined;
  readonly prefix: string | undefined;
}

const LOCK_S = 60;

/**
 * Takes wells until it is interrupted: then it takes no more, and ends when those that run have ended; a second signal ends it at
 * once. @throws `QUEUE_UNREACHABLE`, `DISTRIBUTED_NOT_INSTALLED`, `WORKER_WITHOUT_GPU`
 */
export async function runWorker(values: WorkerValues, session: Session): Promise<Outcome> {
  const { startBullmqWorker } = await installed(import("@ohcs/distributed/bullmq"));
  const node = workerNode(values, session.directory);
  const { slots } = node;
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
async function gpuSlots(name: string, { gpus }: Pick<ReturnType<typeof workerNode>, "gpus">) {
  const { adapters } = await gpus();
  const slots = adapters.reduce((sum, adapter) => sum + adapter.slots, 0);
  if (slots > 0) return { slots, of: ` (${adapters.map((adapter) => adapter.name).join(", ")})` };
  throw fail("WORKER_WITHOUT_GPU", `Cannot take wells for '${name}': expected a GPU on this machine, got none`);
}
