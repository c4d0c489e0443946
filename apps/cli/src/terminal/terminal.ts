import type { Colors } from "picocolors/types.js";

/** How text may look where it goes. */
export interface Style {
  readonly colors: Colors;
  /** Width in characters. */
  readonly columns: number;
}

/** One of the two output streams. */
export interface Writer {
  readonly isTerminal: boolean;
  readonly style: Style;
  /** The stream itself, for views that move the cursor; null where there is none, as in tests. */
  readonly stream: NodeJS.WritableStream | null;
  write(text: string): void;
  /** Writes what the terminal shall obey, as it is: nothing that comes from a plate or a user may be in it. */
  writeSequence(sequence: string): void;
}

/** Results go to `out`; progress, notices and errors go to `err`. */
export interface Terminal {
  readonly out: Writer;
  readonly err: Writer;
}
