import type { Style } from "../terminal/style.ts";
import type { ExitCode } from "./exit-code.ts";

/** What a command comes to: the same facts for programs (`--json`) and for people. */
export interface Outcome {
  readonly exitCode: ExitCode;
  /** Plain JSON: the whole document that `--json` prints. */
  readonly json: unknown;
  /** The text that is printed without `--json`; drawn only when wanted. */
  readonly text: (style: Style) => string;
}
