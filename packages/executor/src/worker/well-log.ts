import { isLogged, type LogLevel, type WorkerEvent } from "@ohcs/context";

const TAIL = 200;
const LONGEST = 4_000;

/** What is said while a well runs: forwarded as events, and its tail kept for the well's record. */
export class WellLog {
  readonly #well: string;
  readonly #emit: (event: WorkerEvent) => void;
  readonly #least: LogLevel;
  readonly #tail: string[] = [];

  /** Lines less grave than `least` are dropped. */
  constructor(well: string, emit: (event: WorkerEvent) => void, least: LogLevel = "info") {
    this.#well = well;
    this.#emit = emit;
    this.#least = least;
  }

  add(level: LogLevel, text: string): void {
    if (!isLogged(level, this.#least)) return;
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
