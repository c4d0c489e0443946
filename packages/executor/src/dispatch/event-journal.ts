import type { RunEvent } from "@ohcs/context";
import type { OutputFolder } from "../host/run-host.ts";
import { LOG_PATH } from "../stored/well-lines.ts";
import type { RunEvents } from "./run-events.ts";

const EVENTS = ".ohcs/events.jsonl";
const PAUSE_MS = 50;

/**
 * Writes all events of a run as JSON lines while it goes on, and what was logged once more by itself: a listener like any
 * other. Resolves when everything is written.
 */
export async function keepJournal(events: RunEvents, folder: OutputFolder): Promise<void> {
  const journal = new EventJournal(folder);
  const iterator = events[Symbol.asyncIterator]();
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) journal.add(next.value);
  await journal.close();
}

/** Lines gathered for a moment and then appended together; a file that cannot be written never stops the run. */
class EventJournal {
  readonly #folder: OutputFolder;
  #events: RunEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(folder: OutputFolder) {
    this.#folder = folder;
  }

  add(event: RunEvent): void {
    this.#events.push(event);
    this.#timer ??= setTimeout(() => this.#flush(), PAUSE_MS);
  }

  async close(): Promise<void> {
    this.#flush();
    await this.#writing;
  }

  #flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const events = this.#events;
    this.#events = [];
    this.#writing = this.#writing.then(() => write(this.#folder, events)).catch(() => undefined);
  }
}

async function write(folder: OutputFolder, events: readonly RunEvent[]): Promise<void> {
  if (events.length === 0) return;
  await folder.append(EVENTS, text(events));
  const logged = events.filter(({ type }) => type === "log");
  if (logged.length > 0) await folder.append(LOG_PATH, text(logged));
}

function text(events: readonly RunEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join("");
}
