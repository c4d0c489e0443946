import { type FileHandle, open } from "node:fs/promises";
import { resolve } from "node:path";
import { isOhcsError, type RunEvent } from "@ohcs/context";
import { fail } from "../errors.ts";
import { liesInPlate } from "../plate/lies-in-plate.ts";
import { errorText } from "../program/present-error.ts";
import type { Session } from "../program/session.ts";
import type { Writer } from "../terminal/terminal.ts";

/** Where events go as lines of JSON. Neither ever rejects: what becomes of a run does not hang on who keeps its events. */
export interface EventsFile {
  /** Resolves when the line is written, or cannot be; then those that follow are left out. */
  write(event: RunEvent): Promise<void>;
  /** Says on standard error if anything could not be written. */
  close(): Promise<void>;
}

/**
 * Opens `--events FILE`, which may not lie in one of the plates that are only read; `-` is standard output, which `--json` needs
 * for itself. What the file held stays until the first event comes: only then the output is this run's own, and a run that goes
 * on there keeps its events. @throws `EVENTS_UNWRITABLE`
 */
export async function openEventsFile(
  named: string,
  plateRoots: readonly string[],
  { directory, json, terminal }: Session,
): Promise<EventsFile> {
  if (named === "-" && json) throw unwritable("a file beside '--json'", named);
  if (named === "-") return { write: async (event) => terminal.out.write(line(event)), close: async () => {} };
  const file = resolve(directory, named);
  for (const root of plateRoots)
    if (await liesInPlate(file, root)) throw unwritable(`a path apart from the source plate '${root}'`, named);
  return intoFile(await openForWriting(file), file, terminal.err);
}

function intoFile(handle: FileHandle, file: string, { style, write: say }: Writer): EventsFile {
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
