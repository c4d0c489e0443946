import { compilerErrors } from "@ohcs/compiler";
import type { Diagnostic, DiagnosticPlace } from "@ohcs/context";
import type { Style } from "../terminal/terminal.ts";

/** All problems, errors first and notes last: a line that says what is wrong and where, a line that says what to do. */
export function diagnosticsView(diagnostics: readonly Diagnostic[], style: Style): string {
  const ranked = (["error", "warning", "note"] as const).flatMap((rank) =>
    diagnostics.filter(({ severity }) => severity === rank),
  );
  return ranked.map((diagnostic) => diagnosticText(diagnostic, style)).join("");
}

function diagnosticText(diagnostic: Diagnostic, { colors }: Style): string {
  const { severity, code, where, message, expected, got } = diagnostic;
  const remedy = remedyOf(diagnostic);
  const marks = { error: (text: string) => colors.red(colors.bold(text)), warning: colors.yellow, note: colors.dim };
  const mark = marks[severity](`${severity} ${code}`);
  const place = placeText(where);
  const { inline, below } = examplesText(diagnostic, place);
  const facts = factsText(message, expected, got);
  const first = `${mark}: ${message}${facts}${place === "" ? "" : colors.dim(` (${place})`)}${inline}\n`;
  const examples = below.map((example) => colors.dim(`    ${example}\n`)).join("");
  return `${first}${examples}${remedy === null ? "" : `${colors.dim("  →")} ${remedy}\n`}`;
}

/** The hint, else what the compiler's table of errors advises for the code. */
function remedyOf({ code, hint }: Diagnostic): string | null {
  const table: Readonly<Record<string, { readonly remedy: string }>> = compilerErrors;
  return hint ?? table[code]?.remedy ?? null;
}

/** Where a problem lies: `step 2 'segment', gaussianBlur, parameter 'sigma'`. */
export function placeText({ plate, step, function: name, parameter, well, file, config }: DiagnosticPlace): string {
  const parts = [
    plate && `plate '${plate}'`,
    step && `step ${step.index + 1} '${step.name}'`,
    name,
    parameter && `parameter '${parameter}'`,
    well && `well ${well}`,
    file,
    config && `configuration '${config}'`,
  ];
  return parts.filter((part) => part !== undefined).join(", ");
}

/** Expected and got, where the message does not contain them. */
function factsText(message: string, expected: string | null, got: string | null): string {
  if (message.includes("expected")) return "";
  const missing = (fact: string | null): fact is string => fact !== null && !message.includes(fact);
  const parts = [...(missing(expected) ? [`expected ${expected}`] : []), ...(missing(got) ? [`got ${got}`] : [])];
  return parts.length === 0 ? "" : `; ${parts.join(", ")}`;
}

const LONGEST_INLINE = 80;

/** Some of the places of a problem, unless its text names its only one: in the same line where they fit, else one line each. */
function examplesText(
  { count, examples, message }: Diagnostic,
  place: string,
): { readonly inline: string; readonly below: readonly string[] } {
  const isNamed = count <= 1 && examples.every((example) => message.includes(example) || place.includes(example));
  if (isNamed) return { inline: "", below: [] };
  const times = count > 1 ? `${count} ×` : "";
  const more = count - examples.length;
  const shown = more > 0 ? [...examples, `… ${more} more`] : examples;
  const inline = ` (${times}${times && ": "}${shown.join(", ")})`;
  return inline.length <= LONGEST_INLINE ? { inline, below: [] } : { inline: times && ` (${times})`, below: shown };
}
