import type { PlateResult } from "@ohcs/context";
import { keepJournal, startingPoints } from "@ohcs/records";
import { checkWorkers } from "./check-workers.ts";
import { HeldOutputs } from "./held-outputs.ts";
import { prepareOutput } from "./prepare-output.ts";
import { resumeFrom } from "./resume-options.ts";
import { runInFolder } from "./run-in-folder.ts";
import { outputRootIn, type ProvedBeginning, type RunOptions } from "./run-options.ts";
import { suppliedArtifacts } from "./supply-artifacts.ts";

/** Holds the output plate for the time of the run, and keeps its journal. */
export async function runPlate(options: RunOptions): Promise<PlateResult> {
  const held = new HeldOutputs(options);
  try {
    return await runHeld({ ...options, host: held.aroundHost(options.host) });
  } finally {
    // What was read is known; that an instance cannot be closed changes nothing of it.
    await held.close().catch(() => undefined);
  }
}

async function runHeld(options: RunOptions): Promise<PlateResult> {
  // Before anything is made or changed: where a run cannot begin, the output stays as it is.
  checkWorkers(options.workers);
  const outputRoot = outputRootIn(options);
  const begins = await beginsOf(options);
  const artifacts = await suppliedArtifacts(options.host.readOutput(outputRoot), options);
  const folder = await options.host.openOutput(outputRoot, { stealLock: options.stealLock ?? false });
  try {
    const modules = await prepareOutput(folder, options);
    const journal = keepJournal(options.events, folder);
    try {
      await artifacts.takeOver(folder);
      return await runInFolder(
        folder,
        { begins, artifacts: artifacts.byName },
        { ...options, startup: { ...options.startup, modules } },
      );
    } finally {
      options.events.end();
      await journal;
    }
  } finally {
    // Nothing of the result depends on it; once this process has ended, whoever comes takes the lock over.
    await folder.release().catch(() => undefined);
  }
}

async function beginsOf(options: RunOptions): Promise<ProvedBeginning["begins"]> {
  const { fromStep, plate, host, sources = {} } = options;
  if (fromStep === undefined) return new Map();
  const resume = resumeFrom(options.resume ?? false);
  const request = { plate, fromStep, sources, isResumed: resume !== null, verify: resume?.verify ?? "hash" };
  return startingPoints(host.readOutput(outputRootIn(options)), request);
}
