import { type FileHandle, open } from "node:fs/promises";
import { resolve } from "node:path";
import { isOhcsError, type RunEvent } from "@ohcs/context";
import { fail } from "../errors.ts";
import { liesInPlate } from "../plate/lies-in-plate.ts";
import { errorText } from "../program/present-error.ts";
import type { Session } from "../program/session.ts";
import type { Writer } from "../terminal/terminal.ts";
import { type ClaimHolder, claimPath } from "./claim-path.ts";
import { claimRefused } from "./claim-refused.ts";

/** Where events go as lines of JSON. Neither ever rejects: what becomes of a run does not hang on who keeps its events. */
export interface EventsFile {
  /** Resolves when the line is written, or cannot be; then those that follow are left out. */
  write(event: RunEvent): Promise<void>;
  /** Says on standard error if anything could not be written. */
  close(): Promise<void>;
}

/** Where events may not go, and from whom the file may be taken. */
export interface EventsPlace {
  /** The plates, which are only read. */
  readonly plateRoots: readonly string[];
  /** Takes the file from a command that cannot be seen from here. @default false */
  readonly stealLock?: boolean;
}

/**
 * Opens `--events FILE`, which may not lie in one of the plates that are only read; `-` is standard output, which `--json` needs
 * for itself. What the file held stays until the first event comes: only then the output is this run's own, and a run that goes
 * on there keeps its events. Until it is closed no other command can have it. @throws `EVENTS_UNWRITABLE`, `EVENTS_IN_USE`
 */
export async function openEventsFile(
  named: string,
  { plateRoots, stealLock = false }: EventsPlace,
  { directory, json, terminal }: Session,
): Promise<EventsFile> {
  if (named === "-" && json) throw unwritable("a file beside '--json'", named);
  if (named === "-") return { write: async (event) => terminal.out.write(line(event)), close: async () => {} };
  const file = resolve(directory, named);
  for (const root of plateRoots)
    if (await liesInPlate(file, root)) throw unwritable(`a path apart from the source plate '${root}'`, named);
  const handle = await openForWriting(file);
  return intoFile(handle, { file, release: await claimed(handle, file, stealLock) }, terminal.err);
}

/** Pipes and devices may be shared: nothing of what others wrote there can be lost. */
async function claimed(handle: FileHandle, file: string, steal: boolean): Promise<() => Promise<void>> {
  try {
    if (!(await handle.stat()).isFile()) return async () => {};
    return await claimPath(file, { steal, refusal: (holder) => inUse(file, holder) });
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** A file that no other command writes to, and how to let it go. */
interface ClaimedFile {
  readonly file: string;
  readonly release: () => Promise<void>;
}

function intoFile(handle: FileHandle, { file, release }: ClaimedFile, { style, write: say }: Writer): EventsFile {
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

function inUse(file: string, holder: ClaimHolder): Error {
  const { who, remedy } = claimRefused(holder, "Name another file with --events, or wait for that command to end.");
  const message = `Cannot write events: expected a file that no other command writes to, got '${file}' of ${who}`;
  return fail("EVENTS_IN_USE", message, { details: { file, holder }, remedy });
}

function line(event: RunEvent): string {
  return `${JSON.stringify(event)}\n`;
}
