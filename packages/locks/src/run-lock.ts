import { link as linkFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { fail } from "./errors.ts";
import { isRunning, ownIdentity, type ProcessIdentity } from "./process-identity.ts";

/** Who holds a lock, as it says itself; null where that cannot be read. */
export interface RunLockHolder {
  readonly pid: number | null;
  readonly host: string | null;
  /** Can it be seen from here that it runs? */
  readonly isSeen: boolean;
}

/** Who holds a generation of the lock; released once `released` is there. */
interface LockEntry extends ProcessIdentity {
  readonly host: string;
  readonly released?: true;
}

/** How a lock is taken. */
export interface LockOptions {
  /** Takes a holder that cannot be seen from here for gone. @default false */
  readonly steal?: boolean;
  /** Links a file to a second name: tests put a failing one in its place. */
  readonly link?: typeof linkFile;
}

type Link = typeof linkFile;

/** What file systems say that know no links (exFAT, many network shares). */
const NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"];
const ROUNDS = 50;
/** Ending of the file that will say of a generation that it was given back. */
const PREPARED = ".released";
const STEAL =
  "Wait for that run to end. If it certainly runs no more, as after a container or machine that is gone, take its lock with --steal-lock.";
let counter = 0;

/**
 * Takes the lock of an output plate and returns how to give it back. The holder owns the highest generation
 * `<folder>/<n>`; who takes over links a complete file to `<n + 1>`, which exactly one can. Where a file system knows no
 * links, it makes that file itself: who looks at it too early finds a holder that cannot be read. Generations are never removed,
 * so that nobody can take an old one for the newest. `steal` takes a holder that cannot be seen from here for gone: never
 * one that runs on this machine.
 * @throws `OUTPUT_LOCKED` naming the holder
 */
export async function takeRunLock(
  folder: string,
  { steal = false, link = linkFile }: LockOptions = {},
): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  for (let round = 0; round < ROUNDS; round++) {
    const newest = await newestGeneration(folder);
    const holder = newest === 0 ? null : await readEntry(join(folder, String(newest)));
    const isFree = newest === 0 || (steal && !isSeen(holder)) || (holder !== null && !(await isHeld(holder)));
    if (!isFree) throw locked(folder, holder);
    const mine = newest + 1;
    if (!(await claim(folder, mine, { entry: await ownEntry(), link }))) continue;
    await prepareRelease(folder, mine);
    return () => release(folder, mine, link);
  }
  throw locked(folder, null);
}

/** Who holds the lock: a living process, or one of which nobody here can say; null where it is free. Looks only. */
export async function runLockHolder(folder: string): Promise<RunLockHolder | null> {
  const newest = await newestGeneration(folder).catch(() => 0);
  const holder = newest === 0 ? null : await readEntry(join(folder, String(newest)));
  if (newest === 0 || (holder !== null && !(await isHeld(holder)))) return null;
  return { pid: holder?.pid ?? null, host: holder?.host ?? null, isSeen: isSeen(holder) };
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

async function ownRelease(): Promise<LockEntry> {
  return { ...(await ownEntry()), released: true };
}

/** Links a complete file to the generation; false where somebody else was first. */
async function claim(
  folder: string,
  generation: number,
  { entry, link }: { readonly entry: LockEntry; readonly link: Link },
): Promise<boolean> {
  const temporary = join(folder, `.${process.pid}-${++counter}.ohcs-tmp`);
  try {
    await writeFile(temporary, JSON.stringify(entry));
    return await linkTo(folder, generation, temporary, link);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function linkTo(folder: string, generation: number, file: string, link: Link): Promise<boolean> {
  const target = join(folder, String(generation));
  try {
    await link(file, target).catch(async (error: unknown) => {
      if (!NO_LINKS.includes(codeOf(error))) throw error;
      await writeFile(target, await readFile(file), { flag: "wx" });
    });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code);
}

/**
 * Writes what the release will link: the disk may be full by then. Where that is not possible even now, the release tries
 * again. Those of holders that are gone are of no use any more.
 */
async function prepareRelease(folder: string, generation: number): Promise<void> {
  const prepared = (await readdir(folder)).filter((name) => name.endsWith(PREPARED));
  for (const name of prepared) await rm(join(folder, name), { force: true });
  const path = preparedPath(folder, generation);
  // A part of it would be no release, but a lock that nobody can read.
  await writeFile(path, JSON.stringify(await ownRelease())).catch(() => rm(path, { force: true }));
}

/** The release is a generation of its own, so that no file of the lock ever changes. */
async function release(folder: string, generation: number, link: Link): Promise<void> {
  const prepared = preparedPath(folder, generation);
  try {
    await linkTo(folder, generation + 1, prepared, link);
  } catch {
    await claim(folder, generation + 1, { entry: await ownRelease(), link });
  } finally {
    await rm(prepared, { force: true });
  }
}

function preparedPath(folder: string, generation: number): string {
  return join(folder, `${generation}${PREPARED}`);
}

/** Can it be seen from here whether the holder still runs? */
function isSeen(holder: LockEntry | null): boolean {
  return holder !== null && holder.host === hostname();
}

function locked(folder: string, holder: LockEntry | null): Error {
  const who = holder === null ? "an unknown process" : `process ${holder.pid} on '${holder.host}'`;
  return fail("OUTPUT_LOCKED", `Cannot use the output plate: expected it to be free, got it held by ${who}`, {
    details: { lock: folder, holder },
    ...(isSeen(holder) ? {} : { remedy: STEAL }),
  });
}
