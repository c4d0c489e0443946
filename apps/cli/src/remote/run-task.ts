import { countOf } from "@ohcs/context";
import { listenForInterrupts } from "../program/interrupts.ts";
import { EXIT, type Outcome, type Session } from "../program/session.ts";
import { installed } from "./installed.ts";
import { type NodeValues, workerNode } from "./worker-node.ts";

/** How tasks of arrays end where not all of their wells have a result. */
const SOME_LEFT = EXIT.someWellsFailed;

/**
 * Runs one task of an array; the scheduler gives its index and the signal to end. An array has many tasks, so each loads only
 * what it needs. @throws `INDEX_UNKNOWN`, `JOB_CORRUPT`, `DISTRIBUTED_NOT_INSTALLED`
 */
export async function runTask(values: NodeValues, file: string, { directory }: Session): Promise<Outcome> {
  const { runChunk, taskIndex, WellNode } = await installed(import("@ohcs/distributed"));
  const options = workerNode(values, directory);
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
