import { COMMANDS } from "../commands/commands.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { createProgram } from "./create-program.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import type { Outcome } from "./outcome.ts";
import type { Session } from "./session.ts";
import { version } from "./version.ts";

/** Runs one command line (without `node` and script), prints its outcome or error, and returns the exit code. */
export async function main(
  argv: readonly string[],
  terminal: Terminal,
  directory: string = process.cwd(),
): Promise<ExitCode> {
  const session: Session = {
    ...{ terminal, directory },
    json: argv.includes("--json"),
    verbose: argv.includes("--verbose"),
  };
  try {
    const outcome = await outcomeOf(argv, session);
    if (outcome !== null) print(outcome, session);
    return outcome?.exitCode ?? EXIT.success;
  } catch (error) {
    const { presentError } = await import("./present-error.ts");
    return presentError(error, session);
  }
}

/** Null where help or the version was all that was asked for. */
async function outcomeOf(argv: readonly string[], session: Session): Promise<Outcome | null> {
  let outcome: Outcome | null = null;
  const { out } = session.terminal;
  const program = createProgram(COMMANDS, version(), out.write, async (command, values) => {
    outcome = await command.run(values, session);
  });
  try {
    if (argv.length === 0) program.help();
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!isHelpOrVersion(error)) throw error;
  }
  return outcome;
}

function print(outcome: Outcome, { json, terminal: { out } }: Session): void {
  out.write(json ? `${JSON.stringify(outcome.json, null, 2)}\n` : outcome.text(out.style));
}

/** Commander ends by throwing after it printed help or version, too. */
function isHelpOrVersion(error: unknown): boolean {
  return (error as { exitCode?: unknown }).exitCode === 0;
}
