import { link, mkdir, readdir, readFile, unlink, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { isRunning, ownIdentity, type ProcessIdentity } from "@ohcs/gpu-registry/host";
import { fail } from "../errors.ts";

/** Who holds a generation of the lock; released once `released` is there. */
interface LockEntry extends ProcessIdentity {
  readonly host: string;
  readonly released?: true;
}

const ROUNDS = 50;
let counter = 0;

/**
 * Takes the lock of an output plate and returns how to give it back. The holder owns the highest generation
 * `<folder>/<n>`; who takes over links a complete file to `<n + 1>`, which exactly one can. Generations are never removed,
 * so that nobody can take an old one for the newest.
 * @throws `OUTPUT_LOCKED` naming the holder
 */
export async function takeRunLock(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  for (let round = 0; round < ROUNDS; round++) {
    const newest = await newestGeneration(folder);
    const holder = newest === 0 ? null : await readEntry(join(folder, String(newest)));
    if (newest !== 0 && (holder === null || (await isHeld(holder)))) throw locked(folder, holder);
    const mine = newest + 1;
    if (await claim(folder, mine, await ownEntry())) return () => release(folder, mine);
  }
  throw locked(folder, null);
}

/** Does a living process hold the lock? Looks only. */
export async function isRunLockHeld(folder: string): Promise<boolean> {
  const newest = await newestGeneration(folder).catch(() => 0);
  const holder = newest === 0 ? null : await readEntry(join(folder, String(newest)));
  return newest !== 0 && (holder === null || (await isHeld(holder)));
}

async function newestGeneration(folder: string): Promise<number> {
  const names = await readdir(folder);
  return names.reduce((newest, name) => (/^\d+$/.test(name) ? Math.max(newest, Number(name)) : newest), 0);
}

async function readEntry(path: string): Promise<LockEntry | null> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as LockEntry;
  } catch {
    return null;
  }
}

/** Another machine's holder cannot be seen from here, so it counts as alive. */
async function isHeld(entry: LockEntry): Promise<boolean> {
  if (entry.released === true) return false;
  return entry.host !== hostname() || isRunning(entry);
}

async function ownEntry(): Promise<LockEntry> {
  return { ...(await ownIdentity()), host: hostname() };
}

/** Links a complete file to the generation; false where somebody else was first. */
async function claim(folder: string, generation: number, entry: LockEntry): Promise<boolean> {
  const temporary = join(folder, `.${process.pid}-${++counter}.ohcs-tmp`);
  await writeFile(temporary, JSON.stringify(entry));
  try {
    await link(temporary, join(folder, String(generation)));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await unlink(temporary);
  }
}

/** The release is a generation of its own, so that no file of the lock ever changes. */
async function release(folder: string, generation: number): Promise<void> {
  await claim(folder, generation + 1, { ...(await ownEntry()), released: true });
}

function locked(folder: string, holder: LockEntry | null): Error {
  const who = holder === null ? "an unknown process" : `process ${holder.pid} on '${holder.host}'`;
  return fail("OUTPUT_LOCKED", `Cannot use the output plate: expected it to be free, got it held by ${who}`, {
    details: { lock: folder, holder },
  });
}
