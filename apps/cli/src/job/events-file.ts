import { type FileHandle, open } from "node:fs/promises";
import { resolve } from "node:path";
import type { RunEvent } from "@ohcs/context";
import { fail } from "../errors.ts";
import type { Session } from "../program/session.ts";

/** Where events go as lines of JSON. */
export interface EventsFile {
  write(event: RunEvent): void;
  /** Resolves when everything is written. @throws `EVENTS_UNWRITABLE` where a write failed on the way */
  close(): Promise<void>;
}

/** Opens `--events FILE`; `-` is standard output, which `--json` needs for itself. @throws `EVENTS_UNWRITABLE` */
export async function openEventsFile(named: string, { directory, json, terminal }: Session): Promise<EventsFile> {
  if (named === "-" && json)
    throw fail("EVENTS_UNWRITABLE", "Cannot write events: expected a file beside '--json', got '-'");
  if (named === "-") return { write: (event) => terminal.out.write(line(event)), close: async () => {} };
  const file = resolve(directory, named);
  return intoFile(await openForWriting(file), file);
}

function intoFile(handle: FileHandle, file: string): EventsFile {
  let written: Promise<unknown> = Promise.resolve();
  return {
    write: (event) => {
      written = written.then(() => handle.appendFile(line(event)));
      written.catch(() => {});
    },
    close: () =>
      written.then(
        () => handle.close(),
        (cause) => unwritable(file, cause),
      ),
  };
}

async function openForWriting(file: string): Promise<FileHandle> {
  return open(file, "w").catch((cause) => unwritable(file, cause));
}

function unwritable(file: string, cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw fail("EVENTS_UNWRITABLE", `Cannot write events: expected a writable file, got '${file}' (${reason})`, {
    cause,
  });
}

function line(event: RunEvent): string {
  return `${JSON.stringify(event)}\n`;
}
