import { join } from "node:path";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import type { PreparedPlate } from "../plates/prepared-plate.ts";
import { runPrepared } from "../plates/run-prepared.ts";
import { interleave, paired, summarize } from "../statistics/rounds.ts";
import { addedTimes, type Contestant } from "./added-times.ts";
import { openBarePool } from "./bare-pool.ts";
import { makeEmptyPlate, memoryTasksOf, openEmptyPlate, tasksOf } from "./empty-plate.ts";
import { openEngineSession } from "./engine-session.ts";
import { RUNTIMES, type Runtime } from "./runtime.ts";
import { openPlaneLoader, openRecordSaver } from "./storage-alone.ts";

/** A run from the lock to the metadata, on one worker. */
interface WholeRun {
  /** From the end of the first well, which imports modules, to the end of the last, by the wells between. */
  readonly msPerWell: number;
  /** All else: lock, plan, start of the worker, first well, reduction, metadata. */
  readonly restMs: number;
}

/**
 * The cost of a well that does nothing, compared to Tinypool calling the same function; one worker each, so that times
 * add up.
 */
export const engineOverhead: Benchmark = {
  name: "overhead",
  summary: "an empty well, against bare Tinypool",
  run,
};

async function run({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  const [wells, rounds] = quick ? [24, 3] : [96, 11];
  const largest = quick ? { wells: 96, rounds: 1 } : { wells: 1536, rounds: 5 };
  const plate = await makeEmptyPlate(folder, wells);
  const results: Record<string, object> = {};
  for (const runtime of RUNTIMES) {
    say(`  ${runtime.name}, ${rounds} rounds of ${wells} wells`);
    const compared = await compare(runtime, plate, join(folder, runtime.name), rounds);
    say(`  ${runtime.name}, ${largest.rounds} rounds of ${largest.wells} wells on workers that just started`);
    const output = join(folder, `${runtime.name}-largest`);
    const largestOne = await largestPlate(runtime, plate.manifest.root, { ...largest, output });
    results[runtime.name] = { ...compared, largestPlate: largestOne };
  }
  return { wells, ...results };
}

async function compare(runtime: Runtime, plate: PreparedPlate, output: string, rounds: number): Promise<object> {
  const compiled = await plate.compile(output);
  const [tasks, startup] = [tasksOf(compiled), plate.startup(output)];
  const opened = {
    bare: await openBarePool(runtime, tasks),
    inMemory: await openEngineSession(runtime, startup, memoryTasksOf(compiled)),
    durable: await openEngineSession(runtime, startup, tasks),
    record: await openRecordSaver(plate.manifest, output),
    plane: await openPlaneLoader(plate.manifest),
  };
  try {
    return await measure(runtime, plate, { output, rounds }, opened);
  } finally {
    await Promise.all(Object.values(opened).map((contestant) => contestant.close()));
  }
}

type Opened = Readonly<Record<"bare" | "inMemory" | "durable" | "record" | "plane", Contestant>>;

async function measure(
  runtime: Runtime,
  plate: PreparedPlate,
  { output, rounds }: { readonly output: string; readonly rounds: number },
  { bare, inMemory, durable, record, plane }: Opened,
): Promise<object> {
  const { run: runs, ...ms } = await interleave(rounds, {
    bare: bare.msPerWell,
    inMemory: inMemory.msPerWell,
    durable: durable.msPerWell,
    record: record.msPerWell,
    plane: plane.msPerWell,
    run: () => wholeRun(runtime, plate, `${output}-run`),
  });
  const run = runs.map(({ msPerWell }) => msPerWell);
  return {
    msPerWell: {
      bareTinypool: summarize(ms.bare),
      engineInMemory: summarize(ms.inMemory),
      engineDurable: summarize(ms.durable),
      wholeRun: summarize(run),
      recordAlone: summarize(ms.record),
      planeAlone: summarize(ms.plane),
    },
    overBareTinypool: {
      engineInMemory: paired(ms.inMemory, ms.bare),
      engineDurable: paired(ms.durable, ms.bare),
      wholeRun: paired(run, ms.bare),
    },
    ...addedTimes(ms),
    restOfRunMs: summarize(runs.map(({ restMs }) => restMs)),
  };
}

/** Executes the plate into `output`, which is removed afterwards. */
async function wholeRun({ runner }: Runtime, plate: PreparedPlate, output: string): Promise<WholeRun> {
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

/**
 * The mean over all wells of a plate, from its first: each round has newly started workers without compiled code. The
 * plate at `root` gives its first plane to every well.
 */
async function largestPlate(
  runtime: Runtime,
  root: string,
  { wells, rounds, output }: { readonly wells: number; readonly rounds: number; readonly output: string },
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
