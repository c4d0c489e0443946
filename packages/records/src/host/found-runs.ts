import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { compareNatural, encodeError, isOhcsError } from "@ohcs/context";
import { plateRoots } from "../stored/plate-outputs.ts";
import { readRunRecord } from "../stored/stored-run.ts";
import { outputReader } from "./output-reader.ts";

/** The latest run that left an output plate. */
export interface FoundRun {
  readonly plateId: string;
  /** The output plate. */
  readonly root: string;
  /** The output plates that it reduced, by plate; empty where it is the run of one plate. */
  readonly plates: Readonly<Record<string, string>>;
}

/** A folder that cannot be accessed, or whose run cannot be read, with the reason. */
export interface UnreadableRun {
  readonly root: string;
  readonly code: string;
  readonly message: string;
}

/** The output plates in a folder: itself, or several below it, and unreadable ones. */
export type FoundRuns = { readonly own: FoundRun } | ({ readonly own: null } & RunsBelow);

interface RunsBelow {
  readonly below: readonly FoundRun[];
  readonly unreadable: readonly UnreadableRun[];
}

/**
 * The run whose output plate the folder is; else those whose output plates lie in it, in natural order of their names.
 * @throws `RUN_NOT_FOUND`, `RUN_CORRUPT` where there is none that can be read
 */
export async function foundRuns(folder: string): Promise<FoundRuns> {
  try {
    return { own: await runAt(folder) };
  } catch (error) {
    const found = isNoRun(error) ? await runsBelow(folder) : NONE;
    if (found.below.length > 0) return { own: null, ...found };
    throw error;
  }
}

const NONE: RunsBelow = { below: [], unreadable: [] };

async function runsBelow(folder: string): Promise<RunsBelow> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const roots = names.toSorted(compareNatural).map((name) => join(folder, name));
  const looks = await Promise.allSettled(roots.map(runAt));
  const below = looks.flatMap((look) => (look.status === "fulfilled" ? [look.value] : []));
  const unreadable = looks.flatMap((look, i) =>
    look.status === "fulfilled" || isNoRun(look.reason) ? [] : [unreadableRun(roots[i] ?? "", look.reason)],
  );
  return { below, unreadable };
}

/** Says of an output plate why it cannot be read. */
export function unreadableRun(root: string, error: unknown): UnreadableRun {
  const { code, message } = encodeError(error);
  return { root, code, message };
}

async function runAt(root: string): Promise<FoundRun> {
  const { plateId, roots } = await readRunRecord(outputReader(root));
  return { plateId, root, plates: plateRoots(roots) };
}

function isNoRun(error: unknown): boolean {
  return isOhcsError(error) && error.code === "RUN_NOT_FOUND";
}
