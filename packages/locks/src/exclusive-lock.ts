import { randomUUID } from "node:crypto";
import { type link as linkFile, mkdir, rename, rm, rmdir } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { fail } from "./errors.ts";
import { GenerationLog, type LogEntry } from "./generation-log.ts";
import { isRunning, ownIdentity, type ProcessIdentity } from "./process-identity.ts";

/** Who holds a lock, as it says itself; null where that cannot be read. */
export interface LockHolder {
  readonly pid: number | null;
  readonly host: string | null;
  /** Can it be seen from here that it runs? */
  readonly isSeen: boolean;
}

/** How a lock is taken. */
export interface LockOptions {
  /** What the lock is of, as errors name it. @default the folder in which the lock's folder lies */
  readonly subject?: string;
  /** Takes a holder that cannot be seen from here for gone: never one that runs on this machine. @default false */
  readonly steal?: boolean;
  /** Links a file to a second name: tests put a failing one in its place. */
  readonly link?: typeof linkFile;
}

/** Gives a lock back; does nothing where another process has it by now. */
export type Release = () => Promise<void>;

interface LockEntry extends LogEntry, Omit<ProcessIdentity, "pid"> {
  readonly pid: number | null;
  readonly host: string | null;
}

/** Whoever wrote a version that cannot be read. */
const UNKNOWN: LockEntry = { token: "", pid: null, startTime: null, boot: null, host: null };

/**
 * Takes the lock in `folder`, which is made for it, and returns how to give it back: then the folder goes as well, and those
 * above it that were made for it and hold nothing. It is moved away in one step, so that giving back needs no space on a
 * full disk.
 * @throws `OUTPUT_LOCKED` naming the holder, before anything is written
 */
export async function takeLock(folder: string, { steal = false, ...options }: LockOptions = {}): Promise<Release> {
  let made: string | undefined;
  const makeFolder = async () => {
    made = (await mkdir(folder, { recursive: true })) ?? made;
  };
  const log = lockLog(folder, { ...options, makeFolder, isGone: (entry) => steal && !isSeen(entry) });
  const own: LockEntry = { ...(await ownIdentity()), host: hostname(), token: randomUUID() };
  let holder: LockEntry | null = null;
  const isTaken = await log.change(own.token, (standing) => {
    holder = standing[0] ?? null;
    return holder === null ? [own] : standing;
  });
  if (isTaken === null) throw locked(options.subject ?? dirname(folder), holder);
  return async () => {
    if ((await log.entries()).some(({ token }) => token === own.token)) await removeLock(folder, log, own);
    if (made !== undefined) await removeEmpty(dirname(folder), made);
  };
}

/** Who holds the lock: a living process, or one of which nobody here can say; null where it is free. Only reads. */
export async function lockHolder(folder: string): Promise<LockHolder | null> {
  const log = lockLog(folder, { makeFolder: async () => {}, isGone: () => false });
  const [holder] = await log.entries().catch(() => []);
  return holder === undefined ? null : { pid: holder.pid, host: holder.host, isSeen: isSeen(holder) };
}

interface LockLogOptions extends Pick<LockOptions, "link"> {
  readonly makeFolder: () => Promise<void>;
  /** Is an entry taken for that of a process that is gone, whatever can be seen from here? */
  readonly isGone: (entry: LockEntry) => boolean;
}

function lockLog(folder: string, { isGone, makeFolder, link }: LockLogOptions): GenerationLog<LockEntry> {
  return new GenerationLog({
    folder,
    makeFolder,
    isStanding: (entry) => !isGone(entry) && isHeld(entry),
    unreadable: [UNKNOWN],
    ...(link === undefined ? {} : { link }),
  });
}

/** Another machine's holder cannot be seen from here, so it counts as alive. */
async function isHeld({ pid, ...entry }: LockEntry): Promise<boolean> {
  return pid === null || !isSeen(entry) || isRunning({ ...entry, pid });
}

/** Can it be seen from here whether the holder still runs? */
function isSeen({ host }: Pick<LockEntry, "host">): boolean {
  return host === hostname();
}

/** Where the folder cannot be moved, as one that somebody reads cannot on Windows, the next version says that it is free. */
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

/** Removes `folder` and those above it, as far up as `first`, until one holds something. */
async function removeEmpty(folder: string, first: string): Promise<void> {
  if (folder.length < first.length) return;
  await rmdir(folder).then(
    () => removeEmpty(dirname(folder), first),
    () => undefined,
  );
}

function locked(subject: string, holder: LockEntry | null): Error {
  const isKnown = holder !== null && holder.pid !== null;
  const who = isKnown ? `process ${holder.pid} on '${holder.host}'` : "an unknown process";
  return fail("OUTPUT_LOCKED", `Cannot write to '${subject}': expected no other command to use it, got ${who}`, {
    details: { subject, holder },
    ...(isKnown && isSeen(holder) ? {} : { remedy: STEAL }),
  });
}

const STEAL =
  "Wait for that command to end. If it certainly runs no more, as after a container or machine that is gone, add --steal-lock.";
