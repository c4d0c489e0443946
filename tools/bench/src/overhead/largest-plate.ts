import { interleave, summarize } from "../statistics/rounds.ts";
import { addedTimes, type Contestant } from "./added-times.ts";
import { openBarePool } from "./bare-pool.ts";
import { memoryTasksOf, openEmptyPlate, tasksOf } from "./empty-plate.ts";
import { openEngineSession } from "./engine-session.ts";
import type { Runtime } from "./runtime.ts";
import { openRecordSaver } from "./storage-alone.ts";

/** Size, number of rounds, and output folder. */
interface LargestPlateOptions {
  readonly wells: number;
  readonly rounds: number;
  readonly output: string;
}

/**
 * The mean over all wells of a plate, from its first: each round has newly started workers without compiled code. The
 * plate at `root` gives its first plane to every well.
 */
export async function largestPlate(
  runtime: Runtime,
  root: string,
  { wells, rounds, output }: LargestPlateOptions,
): Promise<object> {
  const plate = await openEmptyPlate(root, wells);
  const compiled = await plate.compile(output);
  const [tasks, startup] = [tasksOf(compiled), plate.startup(output)];
  const ms = await interleave(rounds, {
    bare: once(() => openBarePool(runtime, tasks)),
    inMemory: once(() => openEngineSession(runtime, startup, memoryTasksOf(compiled))),
    durable: once(() => openEngineSession(runtime, startup, tasks)),
    record: once(() => openRecordSaver(plate.manifest, output)),
  });
  return {
    wells,
    msPerWell: {
      bareTinypool: summarize(ms.bare),
      engineInMemory: summarize(ms.inMemory),
      engineDurable: summarize(ms.durable),
      recordAlone: summarize(ms.record),
    },
    ...addedTimes(ms),
  };
}

/** Opened anew for each measurement. */
function once(open: () => Contestant | Promise<Contestant>): () => Promise<number> {
  return async () => {
    const contestant = await open();
    try {
      return await contestant.msPerWell();
    } finally {
      await contestant.close();
    }
  };
}
