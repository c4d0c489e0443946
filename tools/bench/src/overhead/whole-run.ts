import type { PreparedPlate } from "../plates/prepared-plate.ts";
import { runPrepared } from "../plates/run-prepared.ts";
import type { Runtime } from "./runtime.ts";

/** A run from the lock to the metadata, on one worker. */
interface WholeRun {
  /** From the end of the first well, which imports modules, to the end of the last, by the wells between. */
  readonly msPerWell: number;
  /** All else: lock, plan, start of the worker, first well, reduction, metadata. */
  readonly restMs: number;
}

/** Executes the plate into `output`, which is removed afterwards. */
export async function wholeRun({ runner }: Runtime, plate: PreparedPlate, output: string): Promise<WholeRun> {
  const ends: number[] = [];
  const { ms } = await runPrepared(plate, {
    output,
    runner: runner(),
    observe: (run) =>
      run.subscribe(({ type, t }) => {
        if (type === "wellFinished") ends.push(t);
      }),
  });
  const between = Math.max(...ends) - Math.min(...ends);
  return { msPerWell: between / (ends.length - 1), restMs: ms - between };
}
