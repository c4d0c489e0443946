import { type CompiledPlate, type PlateResult, sha256Hex } from "@ohcs/context";
import {
  HeldOutputs,
  keepJournal,
  LAYOUT,
  modulePath,
  type OutputFolder,
  provedSupplied,
  readMetadata,
  startingPoints,
  suppliedPath,
} from "@ohcs/records";
import { fail } from "../errors.ts";
import { resumeFrom } from "../run-settings.ts";
import type { ExecuteOptions } from "./execute-options.ts";
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
    // The result does not depend on it; once this process has ended, the next one takes over the lock.
    await folder.release().catch(() => undefined);
  }
}

async function beginsOf(options: RunOptions): Promise<ProvedBeginning["begins"]> {
  const { fromStep, plate, host, sources = {} } = options;
  if (fromStep === undefined) return new Map();
  const resume = resumeFrom(options);
  const request = { plate, fromStep, sources, isResumed: resume !== null, verify: resume?.verify ?? "hash" };
  return startingPoints(host.readOutput(outputRootIn(options)), request);
}

/** @throws `WORKERS_INVALID` where `workers` is no number of workers */
export function checkWorkers(workers: number): void {
  const isWhole = Number.isInteger(workers) || workers === Number.POSITIVE_INFINITY;
  if (isWhole && workers >= 1) return;
  const message = `Cannot run plate: expected a whole number of workers, at least 1, got ${String(workers)}`;
  throw fail("WORKERS_INVALID", message, { details: { workers } });
}

/** Clears what earlier runs left behind and stores what workers will read. Returns where modules lie. @throws `RUN_FILE_CHANGED` */
async function prepareOutput(
  folder: OutputFolder,
  { plate, runner, supplied = {}, userModules = {}, startup }: ExecuteOptions,
): Promise<Readonly<Record<string, string>>> {
  await folder.sweep();
  // Workers of other machines that still run wells of an earlier run end them.
  if (!runner.isRemote) await folder.remove(LAYOUT.remoteRun);
  await readMetadata(folder, metadataTarget(plate));
  for (const [sha256, value] of Object.entries(supplied))
    await folder.writeText(suppliedPath(sha256), JSON.stringify(provedSupplied(sha256, value)));
  const modules: Record<string, string> = {};
  for (const [name, text] of Object.entries(userModules)) {
    const path = modulePath(sha256Hex(text));
    await folder.writeText(path, text);
    modules[name] = folder.urlOf(path);
  }
  return { ...startup.modules, ...modules };
}

function metadataTarget(plate: CompiledPlate): string {
  const [context] = plate.phases.flatMap(({ contexts }) => contexts);
  return context?.metadataTarget ?? "openhcs_metadata.json";
}
