import type { WorkerEvent } from "@ohcs/context";

const TAIL = 200;

/** The last lines of the wells that run, in case their worker cannot write them down itself. */
export class LogTails {
  readonly #lines = new Map<string, string[]>();

  receive(event: WorkerEvent): void {
    if (event.type !== "log" || event.well === null) return;
    const lines = this.#lines.get(event.well) ?? [];
    lines.push(`${event.level}: ${event.text}`);
    if (lines.length > TAIL) lines.shift();
    this.#lines.set(event.well, lines);
  }

  /** Forgets a well and returns its last lines. */
  take(well: string): readonly string[] {
    const lines = this.#lines.get(well) ?? [];
    this.#lines.delete(well);
    return lines;
  }
}
