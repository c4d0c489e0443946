import { type FileHandle, open, realpath } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { isOhcsError, type RunEvent } from "@ohcs/context";
import { type Release, takeLock } from "@ohcs/locks";
import { fail } from "../errors.ts";
import { liesInPlate } from "../plate/lies-in-plate.ts";
import { errorText } from "../program/present-error.ts";
import type { Session } from "../program/session.ts";
import type { Writer } from "../terminal/terminal.ts";

/** Receives events as lines of JSON. Its methods never reject: a run does not fail because its events cannot be stored. */
export interface EventsFile {
  /** Resolves when the line is written, or cannot be; then those that follow are left out. */
  write(event: RunEvent): Promise<void>;
  /** Says on standard error if anything could not be written. */
  close(): Promise<void>;
}

/** Where events may not be written, and whether a lock of another command may be taken over. */
export interface EventsPlace {
  /** The plates, which are only read. */
  readonly plateRoots: readonly string[];
  /** Takes the file from a command that cannot be seen from here. @default false */
  readonly stealLock?: boolean;
}

/**
 * Opens `--events FILE`, which may not lie in one of the plates that are only read; `-` is standard output, which
 * `--json` needs for itself. The file keeps its content until the first event: only then does the run hold its output,
 * and a run in progress there keeps its events. Until it is closed no other command can use it. @throws
 * `EVENTS_UNWRITABLE`, `OUTPUT_LOCKED`
 */
export async function openEventsFile(
  named: string,
  { plateRoots, stealLock = false }: EventsPlace,
  { directory, json, terminal }: Session,
): Promise<EventsFile> {
  if (named === "-" && json) throw unwritable("a file with '--json'", named);
  if (named === "-") return { write: async (event) => terminal.out.write(line(event)), close: NOTHING };
  const file = resolve(directory, named);
  for (const root of plateRoots)
    if (await liesInPlate(file, root)) throw unwritable(`a path apart from the source plate '${root}'`, named);
  const handle = await openForWriting(file);
  return intoFile(handle, { file, release: await locked(handle, file, stealLock) }, terminal.err);
}

/**
 * Locks the file by a hidden folder beside it. If none can be made, the file is not locked. Pipes and devices may be
 * shared: output of others cannot be lost there.
 */
async function locked(handle: FileHandle, file: string, steal: boolean): Promise<Release> {
  try {
    if (!(await handle.stat()).isFile()) return NOTHING;
    const place = await realpath(file);
    const lock = join(dirname(place), `.${basename(place)}.ohcs-lock`);
    return await takeLock(lock, { subject: file, steal });
  } catch (error) {
    if (!isOhcsError(error, "OUTPUT_LOCKED")) return NOTHING;
    await handle.close();
    throw error;
  }
}

const NOTHING: Release = async () => {};

/** A file that no other command writes to, and how to let it go. */
interface LockedFile {
  readonly file: string;
  readonly release: Release;
}

function intoFile(handle: FileHandle, { file, release }: LockedFile, { style, write: say }: Writer): EventsFile {
  let isEmptied = false;
  let failure: Error | null = null;
  const attempt = async (act: () => Promise<void>) => {
    await act().catch((cause: unknown) => {
      failure ??= unwritable("a writable file", file, cause);
    });
  };
  return {
    write: async (event) => {
      if (!isEmptied) await attempt(() => empty(handle));
      isEmptied = true;
      if (failure === null) await attempt(() => handle.appendFile(line(event)));
    },
    close: async () => {
      await attempt(() => handle.close());
      await release();
      if (isOhcsError(failure)) say(errorText(failure, style));
    },
  };
}

async function openForWriting(file: string): Promise<FileHandle> {
  return open(file, "a").catch((cause: unknown) => {
    throw unwritable("a writable file", file, cause);
  });
}

/** Pipes and devices hold nothing that could be cut off. */
async function empty(handle: FileHandle): Promise<void> {
  if ((await handle.stat()).isFile()) await handle.truncate();
}

function unwritable(expected: string, got: string, cause?: unknown): Error {
  const reason = cause instanceof Error ? ` (${cause.message})` : "";
  return fail("EVENTS_UNWRITABLE", `Cannot write events: expected ${expected}, got '${got}'${reason}`, {
    ...(cause === undefined ? {} : { cause }),
  });
}

function line(event: RunEvent): string {
  return `${JSON.stringify(event)}\n`;
}
