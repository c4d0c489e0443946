import { randomUUID } from "node:crypto";
import { type link as linkFile, mkdir, rename, rm, rmdir } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { fail } from "./errors.ts";
import { GenerationLog, type LogEntry } from "./generation-log.ts";
import { isSilent, startBeating } from "./heartbeat.ts";
import { isOfHere, isRunning, ownIdentity, type ProcessIdentity } from "./process-identity.ts";

/** The holder of a lock, as recorded in it; null if it cannot be read. */
export interface LockHolder {
  readonly pid: number | null;
  readonly host: string | null;
  /** Can its process be observed from this machine? */
  readonly isSeen: boolean;
}

/** How a lock is taken. */
export interface LockOptions {
  /** The locked resource, as named in errors. @default the parent of the lock's folder */
  readonly subject?: string;
  /**
   * Treats a holder that cannot be observed from this machine as gone, but never one that runs on this machine.
   * @default false
   */
  readonly steal?: boolean;
  /** Links a file to a second name: tests replace it with a failing one. */
  readonly link?: typeof linkFile;
}

/** Releases a lock; does nothing if another process holds it by now. */
export type Release = () => Promise<void>;

interface LockEntry extends LogEntry, Omit<ProcessIdentity, "pid"> {
  readonly pid: number | null;
  readonly host: string | null;
}

/** The unknown writer of an unreadable version. */
const UNKNOWN: LockEntry = { token: "", pid: null, startTime: null, boot: null, namespace: null, host: null };
/** A holder of this machine's name that cannot be looked up here, and has not been heard of for this long, is gone. */
const SILENCE_MS = 120_000;

/**
 * Takes the lock in `folder`, which is created for it, and returns a function that releases it: this also removes the
 * folder, and parents that were created for it and are empty. The folder is moved away in one step, so that releasing
 * needs no space on a full disk.
 * @throws `OUTPUT_LOCKED` naming the holder, before anything is written
 */
export async function takeLock(folder: string, { steal = false, ...options }: LockOptions = {}): Promise<Release> {
  let made: string | undefined;
  const makeFolder = async () => {
    made = (await makeFolders(folder)) ?? made;
  };
  const log = lockLog(folder, { ...options, makeFolder, isGone: async (entry) => steal && !(await isSeen(entry)) });
  const own: LockEntry = { ...(await ownIdentity()), host: hostname(), token: randomUUID() };
  let holder: LockEntry | null = null;
  const isTaken = await log.change(own.token, (standing) => {
    holder = standing[0] ?? null;
    return holder === null ? [own] : standing;
  });
  if (isTaken === null) throw await locked(options.subject ?? dirname(folder), holder);
  const stop = await startBeating(folder, own.token);
  return async () => {
    stop();
    if ((await log.entries()).some(({ token }) => token === own.token)) await removeLock(folder, log, own);
    if (made !== undefined) await removeEmpty(dirname(folder), made);
  };
}

/** Another process that releases its lock may remove the empty parents between two calls of the system: then once more. */
async function makeFolders(folder: string, attempts = 100): Promise<string | undefined> {
  try {
    return await mkdir(folder, { recursive: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || attempts === 1) throw error;
    return makeFolders(folder, attempts - 1);
  }
}

/** The holder of the lock: a running process, or one that cannot be observed; null if it is free. Only reads. */
export async function lockHolder(folder: string): Promise<LockHolder | null> {
  const log = lockLog(folder, { makeFolder: async () => {}, isGone: async () => false });
  const [holder] = await log.entries().catch(() => []);
  return holder === undefined ? null : { pid: holder.pid, host: holder.host, isSeen: await isSeen(holder) };
}

interface LockLogOptions extends Pick<LockOptions, "link"> {
  readonly makeFolder: () => Promise<void>;
  /** Is an entry treated as that of a process that is gone, even if it cannot be observed? */
  readonly isGone: (entry: LockEntry) => Promise<boolean>;
}

function lockLog(folder: string, { isGone, makeFolder, link }: LockLogOptions): GenerationLog<LockEntry> {
  return new GenerationLog({
    folder,
    makeFolder,
    isStanding: async (entry) => !(await isGone(entry)) && isHeld(entry, folder),
    unreadable: [UNKNOWN],
    ...(link === undefined ? {} : { link }),
  });
}

/**
 * A holder on another machine cannot be observed, so it counts as running. One of this machine's name may be of another
 * boot, of another container, or of another machine with that name: it counts as running as long as it is heard of.
 */
async function isHeld({ pid, ...entry }: LockEntry, folder: string): Promise<boolean> {
  if (pid === null || entry.host !== hostname()) return true;
  return (await isOfHere(entry)) ? isRunning({ ...entry, pid }) : !(await isSilent(folder, entry.token, SILENCE_MS));
}

/** Can it be observed from this machine whether the holder is running? */
async function isSeen(entry: LockEntry): Promise<boolean> {
  return entry.host === hostname() && (await isOfHere(entry));
}

/**
 * If the folder cannot be moved, such as one that is being read on Windows, the next version marks the lock as free.
 */
async function removeLock(folder: string, log: GenerationLog<LockEntry>, { token }: LockEntry): Promise<void> {
  const aside = join(dirname(folder), `.${basename(folder)}.${process.pid}-${token}.ohcs-tmp`);
  try {
    await rename(folder, aside);
  } catch {
    await log.change(token, () => []);
    return;
  }
  await rm(aside, { recursive: true, force: true });
}

/** Removes `folder` and its parents up to `first`, until one is not empty. */
async function removeEmpty(folder: string, first: string): Promise<void> {
  if (folder.length < first.length) return;
  await rmdir(folder).then(
    () => removeEmpty(dirname(folder), first),
    () => undefined,
  );
}

async function locked(subject: string, holder: LockEntry | null): Promise<Error> {
  const isKnown = holder !== null && holder.pid !== null;
  const who = isKnown ? `process ${holder.pid} on '${holder.host}'` : "an unknown process";
  return fail("OUTPUT_LOCKED", `Cannot write to '${subject}': it is used by ${who}`, {
    details: { subject, holder },
    ...(isKnown && (await isSeen(holder)) ? {} : { remedy: STEAL }),
  });
}

const STEAL =
  "Wait for that command to end. If it is certainly gone, for example with its container or machine, add --steal-lock.";
