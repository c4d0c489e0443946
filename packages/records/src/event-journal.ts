import type { RunEvent } from "@ohcs/context";
import { LAYOUT } from "./layout.ts";
import type { OutputFolder } from "./run-host.ts";

/** How late the files are at most: each time they are opened, looked at and closed. */
const PAUSE_MS = 200;
/** Most events that it holds; further events wait in the run, which drops progress events first. */
const MOST_UNWRITTEN = 1_000;

/**
 * Writes all events of a running run as JSON lines, and log events additionally to a separate file: an ordinary
 * listener. Resolves when everything is written.
 */
export async function keepJournal(events: AsyncIterable<RunEvent>, folder: OutputFolder): Promise<void> {
  const journal = new EventJournal(folder);
  const iterator = events[Symbol.asyncIterator]();
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
    journal.add(next.value);
    if (journal.isFull) await journal.flush();
  }
  await journal.flush();
}

/** Lines gathered for a moment and then appended together; a file that cannot be written never stops the run. */
class EventJournal {
  readonly #folder: OutputFolder;
  #events: RunEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #writing: Promise<void> = Promise.resolve();
  #unwritten = 0;

  constructor(folder: OutputFolder) {
    this.#folder = folder;
  }

  get isFull(): boolean {
    return this.#unwritten >= MOST_UNWRITTEN;
  }

  add(event: RunEvent): void {
    this.#unwritten++;
    this.#events.push(event);
    this.#timer ??= setTimeout(() => this.#begin(), PAUSE_MS);
  }

  /** Resolves when everything is written. */
  async flush(): Promise<void> {
    this.#begin();
    await this.#writing;
  }

  #begin(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const events = this.#events;
    this.#events = [];
    this.#writing = this.#writing
      .then(() => write(this.#folder, events))
      .catch(() => undefined)
      .then(() => {
        this.#unwritten -= events.length;
      });
  }
}

async function write(folder: OutputFolder, events: readonly RunEvent[]): Promise<void> {
  if (events.length === 0) return;
  await folder.append(LAYOUT.events, text(events));
  const logged = events.filter(({ type }) => type === "log");
  if (logged.length > 0) await folder.append(LAYOUT.log, text(logged));
}

function text(events: readonly RunEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join("");
}
