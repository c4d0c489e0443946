import { type Options, Tinypool } from "tinypool";
import { fail } from "../errors.ts";

/** A pool of one worker. */
interface SinglePool<Worker> {
  readonly pool: Tinypool;
  readonly worker: Worker;
}

/**
 * A Tinypool of width 1. Wider ones hang when a worker exits, and their width cannot change; atomics would block the event
 * loop of an idle thread. Tinypool hides its worker, so the field is named here and its presence checked.
 * @throws `WORKER_SHAPE_UNKNOWN`
 */
export function openPool<Worker>(field: "thread" | "process", options: Options): SinglePool<Worker> {
  const pool = new Tinypool({ ...options, name: "serve", minThreads: 1, maxThreads: 1, useAtomics: false });
  // Without a listener the error event of a dead worker would be thrown here.
  pool.on("error", () => undefined);
  const [shell] = pool.threads as unknown as readonly { readonly [key: string]: unknown }[];
  const worker = shell?.[field];
  if (typeof worker === "object" && worker !== null) return { pool, worker: worker as Worker };
  void pool.destroy().catch(() => undefined);
  throw fail("WORKER_SHAPE_UNKNOWN", `Cannot watch worker: expected tinypool's worker to have '${field}', got none`);
}
