import { JOB_COMMANDS } from "../commands/jobs.ts";
import { OUTPUT_COMMANDS } from "../commands/outputs.ts";
import { PLATE_COMMANDS } from "../commands/plates.ts";
import { REFERENCE_COMMANDS } from "../commands/references.ts";
import type { CliErrorCode } from "../errors.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { createProgram } from "./create-program.ts";
import { EXIT, type ExitCode, type Outcome, type Session } from "./session.ts";
import { version } from "./version.ts";

const COMMANDS = [...PLATE_COMMANDS, ...JOB_COMMANDS, ...OUTPUT_COMMANDS, ...REFERENCE_COMMANDS];

/** Runs one command line (without `node` and script), prints its outcome or error, and returns the exit code. */
export async function main(
  argv: readonly string[],
  terminal: Terminal,
  directory: string = process.cwd(),
): Promise<ExitCode> {
  const [json, verbose] = [argv.includes("--json"), argv.includes("--verbose")];
  const session: Session = { terminal, directory, argv, json, verbose };
  try {
    const outcome = await outcomeOf(argv, session);
    if (outcome !== null) print(outcome, session);
    return outcome?.exitCode ?? EXIT.success;
  } catch (error) {
    const presenting = await import("./present-error.ts").catch(() => null);
    return presenting === null ? presentBarely(error, session) : presenting.presentError(error, session);
  }
}

/** Without file descriptors, say, not even the code can be loaded that says what went wrong. */
function presentBarely(error: unknown, { json, terminal: { out, err } }: Session): ExitCode {
  const code: CliErrorCode = "PROGRAM_NOT_LOADED";
  const cause = error instanceof Error ? error.message : String(error);
  const message = `Cannot load the program: expected its files to open, got '${cause}'`;
  const remedy = "Raise the limit of open files ('ulimit -n 1024'), or install the program again.";
  if (json) out.write(`${JSON.stringify({ error: { code, message, details: {}, remedy } }, null, 2)}\n`);
  else err.write(`error ${code}: ${message}\n  → ${remedy}\n`);
  return EXIT.usage;
}

/** Null if only help or the version was requested. */
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
