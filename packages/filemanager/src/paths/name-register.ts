import { fail } from "../errors.ts";
import { parentOf } from "./virtual-path.ts";

/**
 * The names that one backend instance has written, by their form without case: a second name that differs in case only
 * is refused on every system, since macOS and Windows would treat both as one file.
 */
export class NameRegister {
  readonly #spelling = new Map<string, string>();

  /** Notes `path` (normalized) and its directories. @throws `PATH_CASE_CLASH` */
  claim(path: string): void {
    const unknown: string[] = [];
    for (let prefix = path; prefix !== ""; prefix = parentOf(prefix)) {
      const known = this.#spelling.get(prefix.toLowerCase());
      if (known === prefix) break;
      if (known !== undefined) throw clash(prefix, known);
      unknown.push(prefix);
    }
    for (const prefix of unknown) this.#spelling.set(prefix.toLowerCase(), prefix);
  }

  /** Forgets a file. */
  release(path: string): void {
    this.#spelling.delete(path.toLowerCase());
  }

  /** Forgets a directory and everything below it. */
  releaseDirectory(path: string): void {
    this.release(path);
    const below = `${path.toLowerCase()}/`;
    for (const folded of this.#spelling.keys()) if (folded.startsWith(below)) this.#spelling.delete(folded);
  }
}

function clash(path: string, known: string): Error {
  const message = `Cannot save '${path}': its name differs only in case from that of '${known}'`;
  return fail("PATH_CASE_CLASH", message, { details: { path, known } });
}
