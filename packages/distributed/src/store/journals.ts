import { randomUUID } from "node:crypto";
import { appendFile, open, readdir } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type { WellResult, WorkerEvent } from "@ohcs/context";
import type { SharedPlace } from "../place/mounts.ts";
import { isGone, type Slice } from "./remote-folder.ts";

/** A well in a queue: less than 1 KB that say where its task lies. */
export interface JobReference extends Slice {
  readonly v: 1;
  /** The run of which it is: where the output belongs to another, it is not begun. */
  readonly run: string;
  /** Distinguishes it from all others of the run; the same task has the same one again. */
  readonly job: string;
  readonly well: string;
  /** The output plate. */
  readonly output: SharedPlace;
}

/** What a worker says of a job: its result and what it reported, or why it could not be begun. */
export type JournalLine =
  | { readonly job: string; readonly result: WellResult; readonly events: readonly WorkerEvent[] }
  | { readonly job: string; readonly failed: string };

/** The file to which this process adds results of a run. */
const OWN = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}.jsonl`;

/** Adds a line to the results in `folder`; each process has a file of its own. */
export async function addLine(folder: string, line: JournalLine): Promise<void> {
  // A line before it may be unfinished, where the disk was full.
  await appendFile(join(folder, OWN), `\n${JSON.stringify(line)}\n`);
}

/** The results of a run, as they come. */
export class Journals {
  readonly #folder: string;
  readonly #read = new Map<string, number>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Lines that were added since the last call. A line that is not finished comes with a later one. */
  async news(): Promise<readonly JournalLine[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const all = await Promise.all(names.map((name) => this.#newsOf(name)));
    return all.flat();
  }

  async #newsOf(name: string): Promise<readonly JournalLine[]> {
    const text = await this.#textOf(name);
    const end = text.lastIndexOf("\n") + 1;
    if (end === 0) return [];
    const whole = text.slice(0, end);
    this.#read.set(name, (this.#read.get(name) ?? 0) + Buffer.byteLength(whole));
    return whole.split("\n").flatMap((line) => (line === "" ? [] : parsed(line)));
  }

  /** Opened anew each time: network file systems then look at the server. */
  async #textOf(name: string): Promise<string> {
    const at = this.#read.get(name) ?? 0;
    try {
      const file = await open(join(this.#folder, name), "r");
      try {
        const { size } = await file.stat();
        if (size <= at) return "";
        const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(size - at), position: at });
        return buffer.toString("utf8", 0, bytesRead);
      } finally {
        await file.close();
      }
    } catch (error) {
      if (isGone(error)) return "";
      throw error;
    }
  }
}

/** A line that a killed worker left unfinished, or a full disk, says nothing. */
function parsed(line: string): readonly JournalLine[] {
  try {
    return [JSON.parse(line) as JournalLine];
  } catch {
    return [];
  }
}
