import {
  type Diagnostic,
  decodeError,
  diagnosticsCount,
  encodeError,
  isOhcsError,
  type OhcsError,
} from "@ohcs/context";
import type { ContextChange } from "@ohcs/records";
import type { CommanderError } from "commander";
import type { Style } from "../terminal/terminal.ts";
import { changesView } from "../views/changes-view.ts";
import { diagnosticsView } from "../views/diagnostics-view.ts";
import { EXIT, type ExitCode, type Session } from "./session.ts";
import { usageError } from "./usage-error.ts";

const REPORT = "Run again with --verbose for the stack, and report it.";

/** Says what went wrong, on standard error or as JSON, and returns the exit code. */
export function presentError(error: unknown, { json, verbose, terminal: { out, err } }: Session): ExitCode {
  const known = ohcsErrorOf(error);
  const { code, message, details, remedy } = known;
  if (json) out.write(`${JSON.stringify({ error: { code, message, details, remedy } }, null, 2)}\n`);
  else err.write(errorText(known, err.style));
  if (verbose) err.write(stackText(known));
  return code === "COMPILE_FAILED" ? EXIT.compileErrors : EXIT.usage;
}

/** One line `error CODE: message`, one line with the remedy; for problems of a pipeline these two for each. */
export function errorText(error: Pick<OhcsError, "code" | "message" | "details" | "remedy">, style: Style): string {
  const { code, message, details, remedy } = error;
  if (code === "COMPILE_FAILED") return problemsText(details.diagnostics as readonly Diagnostic[], style);
  const { colors } = style;
  const first = `${colors.red(colors.bold(`error ${code}`))}: ${singleLine(message)}\n`;
  const text = remedy ? `${first}${colors.dim("  →")} ${singleLine(remedy)}\n` : first;
  if (code !== "FROM_STEP_CHANGED") return text;
  return `${text}\n${changesView(details.changes as readonly ContextChange[], style)}`;
}

/** Errors only: `ohcs plan` shows the warnings, too. */
function problemsText(diagnostics: readonly Diagnostic[], style: Style): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const count = errors.length > 1 ? `${diagnosticsCount(diagnostics)}; nothing was run\n` : "";
  return diagnosticsView(errors, style) + count;
}

function ohcsErrorOf(error: unknown): OhcsError {
  if (isOhcsError(error)) return error;
  if (isCommanderError(error)) return usageError(error);
  const encoded = encodeError(error);
  return decodeError({ ...encoded, remedy: systemRemedies[encoded.code] ?? REPORT });
}

const systemRemedies: Readonly<Record<string, string>> = {
  EACCES: "Check the permissions of the path.",
  EPERM: "Check the permissions of the path.",
  EROFS: "Choose a place that can be written to.",
  ENOENT: "Check the path.",
  ENOTDIR: "Check the path: a part of it is a file.",
  ENOSPC: "Free some space on the disk.",
};

function isCommanderError(error: unknown): error is CommanderError {
  return error instanceof Error && String((error as { code?: unknown }).code).startsWith("commander.");
}

function stackText(error: OhcsError): string {
  const causes: string[] = [];
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    causes.push(cause.stack ?? cause.message);
  return `${causes.join("\ncaused by: ")}\n`;
}

function singleLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, " ");
}
