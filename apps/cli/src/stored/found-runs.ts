import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { compareNatural, isOhcsError } from "@ohcs/context";
import { readRunRecord } from "@ohcs/executor";
import { plateRoots } from "@ohcs/orchestrator";
import { outputReader } from "./output-reader.ts";

/** The latest run that left an output plate. */
export interface FoundRun {
  readonly plateId: string;
  /** The output plate. */
  readonly root: string;
  /** The output plates that it reduced, by plate; empty where it is the run of one plate. */
  readonly plates: Readonly<Record<string, string>>;
}

/** What a folder holds: an output plate, or several below it. */
export type FoundRuns = { readonly own: FoundRun } | { readonly own: null; readonly below: readonly FoundRun[] };

/**
 * The run whose output plate the folder is; else those whose output plates lie in it, in natural order of their names.
 * @throws `RUN_NOT_FOUND`, `RUN_CORRUPT`
 */
export async function foundRuns(folder: string): Promise<FoundRuns> {
  try {
    return { own: await runAt(folder) };
  } catch (error) {
    const below = isNoRun(error) ? await runsBelow(folder) : [];
    if (below.length > 0) return { own: null, below };
    throw error;
  }
}

async function runsBelow(folder: string): Promise<readonly FoundRun[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const runs = names.toSorted(compareNatural).map((name) =>
    runAt(join(folder, name)).catch((error) => {
      if (isNoRun(error)) return null;
      throw error;
    }),
  );
  return (await Promise.all(runs)).filter((run) => run !== null);
}

async function runAt(root: string): Promise<FoundRun> {
  const { plateId, roots } = await readRunRecord(outputReader(root));
  return { plateId, root, plates: plateRoots(roots) };
}

function isNoRun(error: unknown): boolean {
  return isOhcsError(error) && error.code === "RUN_NOT_FOUND";
}
