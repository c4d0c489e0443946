import { constants } from "node:fs";
import { access, realpath, stat, statfs } from "node:fs/promises";
import { availableParallelism, totalmem } from "node:os";
import { basename, dirname, join } from "node:path";
import type { HostFacts, OutputFacts } from "@ohcs/context";

/** What the compiler may know about this machine and the place of the output plate; looks only, and makes nothing. */
export async function hostFacts(outputRoot: string): Promise<HostFacts> {
  return { cores: availableParallelism(), memoryBytes: totalmem(), output: await outputFacts(outputRoot), gpu: null };
}

async function outputFacts(outputRoot: string): Promise<OutputFacts> {
  const { standing, rest } = await standingPart(outputRoot);
  const root = join(standing, ...rest);
  return {
    root,
    exists: rest.length === 0,
    writable: await isWritableFolder(standing),
    freeBytes: await freeBytes(standing),
    hasRun: await exists(join(root, ".ohcs", "run.json")),
  };
}

/** The part of a path that stands, with links resolved, and the names below it that do not. */
async function standingPart(path: string): Promise<{ readonly standing: string; readonly rest: readonly string[] }> {
  const standing = await realpath(path).catch(() => null);
  if (standing !== null || dirname(path) === path) return { standing: standing ?? path, rest: [] };
  const above = await standingPart(dirname(path));
  return { standing: above.standing, rest: [...above.rest, basename(path)] };
}

async function isWritableFolder(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK | constants.X_OK);
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

async function freeBytes(path: string): Promise<number | null> {
  return statfs(path).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => null,
  );
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
