import type { Style, Terminal } from "../terminal/terminal.ts";

/** What a command comes to: the same facts for programs (`--json`) and for people. */
export interface Outcome {
  readonly exitCode: ExitCode;
  /** Plain JSON: the whole document that `--json` prints. */
  readonly json: unknown;
  /** The text that is printed without `--json`; drawn only when wanted. */
  readonly text: (style: Style) => string;
}

/** How `ohcs` ends. 130 and 143 are for interruption, as shells expect it. */
export const EXIT = {
  success: 0,
  usage: 1,
  compileErrors: 2,
  someWellsFailed: 3,
  allWellsFailed: 4,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

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
