import type { WorkerEvent } from "@ohcs/context";

type LogEvent = Extract<WorkerEvent, { type: "log" }>;

const TAIL = 200;
const LONGEST = 4_000;

/** What is said while a well runs: forwarded as events, and its tail kept for the well's record. */
export class WellLog {
  readonly #well: string;
  readonly #emit: (event: WorkerEvent) => void;
  readonly #tail: string[] = [];

  constructor(well: string, emit: (event: WorkerEvent) => void) {
    this.#well = well;
    this.#emit = emit;
  }

  add(level: LogEvent["level"], text: string): void {
    const short = text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text;
    this.#emit({ type: "log", well: this.#well, level, text: short });
    this.#tail.push(`${level}: ${short}`);
    if (this.#tail.length > TAIL) this.#tail.shift();
  }

  /** The last lines, oldest first. */
  get tail(): readonly string[] {
    return [...this.#tail];
  }
}
