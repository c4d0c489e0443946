import { type FileHandle, open } from "node:fs/promises";
import { resolve } from "node:path";
import { isOhcsError, type RunEvent } from "@ohcs/context";
import { fail } from "../errors.ts";
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

/** Opens `--events FILE`; `-` is standard output, which `--json` needs for itself. @throws `EVENTS_UNWRITABLE` */
export async function openEventsFile(named: string, { directory, json, terminal }: Session): Promise<EventsFile> {
  if (named === "-" && json)
    throw fail("EVENTS_UNWRITABLE", "Cannot write events: expected a file beside '--json', got '-'");
  if (named === "-") return { write: async (event) => terminal.out.write(line(event)), close: async () => {} };
  const file = resolve(directory, named);
  return intoFile(await openForWriting(file), file, terminal.err);
}

function intoFile(handle: FileHandle, file: string, { style, write: say }: Writer): EventsFile {
  let failure: Error | null = null;
  const attempt = async (act: () => Promise<void>) => {
    await act().catch((cause: unknown) => {
      failure ??= unwritable(file, cause);
    });
  };
  return {
    write: async (event) => {
      if (failure === null) await attempt(() => handle.appendFile(line(event)));
    },
    close: async () => {
      await attempt(() => handle.close());
      if (isOhcsError(failure)) say(errorText(failure, style));
    },
  };
}

async function openForWriting(file: string): Promise<FileHandle> {
  return open(file, "w").catch((cause: unknown) => {
    throw unwritable(file, cause);
  });
}

function unwritable(file: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return fail("EVENTS_UNWRITABLE", `Cannot write events: expected a writable file, got '${file}' (${reason})`, {
    cause,
  });
}

function line(event: RunEvent): string {
  return `${JSON.stringify(event)}\n`;
}
