import {
  completeTuning,
  defineRunner,
  type RunnerOptions,
  type RunnerSession,
  type WellResult,
  type WellRunner,
  type WellTask,
} from "@ohcs/context";
import { type ImportModule, importModule, moduleLoader } from "@ohcs/filemanager";
import { whenAborted } from "../cancel/when-aborted.ts";
import { fail } from "../errors.ts";
import { toWellError } from "../well/place.ts";
import { WellTimer } from "../well/well-timer.ts";
import { captureConsole, openBuffers, runWell, Surroundings, WellLog } from "../worker/index.ts";

/** How modules are imported where that is not `import()`: by a bundler, or a test. */
export interface InlineRunnerOptions {
  readonly importModule?: ImportModule;
}

/**
 * Runs wells one after the other in the calling thread: nothing to start, nothing to copy, easy to debug. It cannot stop
 * an endless loop, contain an exit, or keep the thread responsive.
 */
export function inlineRunner(options: InlineRunnerOptions = {}): WellRunner {
  return Object.freeze({
    specVersion: 1,
    name: "inline",
    contains: Object.freeze(["throw", "rejection", "io", "arrayBuffer"] as const),
    start: (start: RunnerOptions) => Promise.resolve(openSession(start, options.importModule ?? importModule)),
  });
}

function openSession({ startup, onEvent }: RunnerOptions, load: ImportModule): RunnerSession {
  let look = () => {};
  const loader = moduleLoader(startup, async (url) => {
    look();
    try {
      return await load(url);
    } finally {
      // What a module changes when it is imported is no well's.
      surroundings.accept();
    }
  });
  const buffers = openBuffers(startup);
  const notes = new Map<string, unknown>();
  const closed = new AbortController();
  const surroundings = new Surroundings({ withConsole: false });
  return {
    width: 1,
    run: (task, signal) => {
      const log = new WellLog(task.wellId, onEvent, completeTuning(startup.tuning).logLevel);
      const either = AbortSignal.any([signal, closed.signal]);
      look = () => tellChanges(surroundings, log);
      const services = { startup, load: loader, emit: onEvent, log, signal: either, worker: "inline", notes, look };
      const shared = buffers === null ? {} : { buffers };
      const release = captureConsole((level, text) => log.add(level, text));
      const closing = whenAborted(closed.signal);
      return Promise.race([runWell(task, { ...services, ...shared }), cancelled(task, closing.aborted)]).finally(() => {
        release();
        closing.stop();
      });
    },
    close: async () => closed.abort(),
  };
}

/** There is no other worker: the change is reported once, and remains. */
function tellChanges(surroundings: Surroundings, log: WellLog): void {
  const changes = surroundings.changes();
  if (changes === null) return;
  log.add("warn", `Changed ${changes}: later wells find it so, since no worker runs them`);
  surroundings.accept();
}

/** Closing ends what still runs: the well that does not listen is given up. */
async function cancelled(task: WellTask, closed: Promise<void>): Promise<WellResult> {
  const timer = new WellTimer(task, "inline");
  await closed;
  const error = fail("WELL_CANCELLED", `Cannot finish '${task.wellId}': the run was closed`);
  return timer.ended("cancelled", toWellError(error));
}

/** The runner `inline`, to be named by its module. */
export const inline = defineRunner<InlineRunnerOptions>({
  name: "inline",
  version: "1.0.0",
  options: { importModule: "any" },
  create: inlineRunner,
});
