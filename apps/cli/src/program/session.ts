import type { Terminal } from "../terminal/terminal.ts";

/** What every command may use: the terminal and the flags that all commands share. */
export interface Session {
  readonly terminal: Terminal;
  /** Absolute path against which the user's relative paths are read. */
  readonly directory: string;
  /** The command line, without `node` and script. */
  readonly argv: readonly string[];
  readonly json: boolean;
  readonly verbose: boolean;
}
