import { compareNatural, type Diagnostic, type DiagnosticPlace, editDistance } from "@ohcs/context";
import type { CompilerErrorCode } from "../errors.ts";

const MOST_LISTED = 12;

/** A problem as reported by a pass: omitted fields are absent. */
export interface Finding {
  readonly code: CompilerErrorCode;
  readonly message: string;
  readonly where?: DiagnosticPlace;
  readonly expected?: string | null;
  readonly got?: string | null;
  readonly hint?: string | null;
  /** How many items have this problem. @default the number of examples, at least 1 */
  readonly count?: number;
  readonly examples?: readonly string[];
}

/** A problem that is an error or only a warning. */
export interface JudgedFinding {
  readonly isError: boolean;
  readonly finding: Finding;
}

const MOST_EXAMPLES = 5;

/** The findings of one pass, in order. */
export class Findings {
  readonly #all: Diagnostic[] = [];

  error(finding: Finding): void {
    this.#all.push(diagnosticOf("error", finding));
  }

  warning(finding: Finding): void {
    this.#all.push(diagnosticOf("warning", finding));
  }

  add({ isError, finding }: JudgedFinding): void {
    this.#all.push(diagnosticOf(isError ? "error" : "warning", finding));
  }

  /** Adds to an error of the same code, message and place, so that one cause is one problem however often it occurs. */
  tally(finding: Finding & { readonly count: number; readonly examples: readonly string[] }): void {
    const next = diagnosticOf("error", finding);
    const at = this.#all.findIndex((known) => isSameCause(known, next));
    const known = this.#all[at];
    if (known === undefined) this.#all.push(next);
    else
      this.#all[at] = {
        ...known,
        count: known.count + next.count,
        examples: fewOf([...known.examples, ...next.examples]),
      };
  }

  get all(): readonly Diagnostic[] {
    return this.#all;
  }

  /** Each once: the same cause may show in several structures. */
  get distinct(): readonly Diagnostic[] {
    return [...new Map(this.#all.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic])).values()];
  }
}

function diagnosticOf(severity: Diagnostic["severity"], finding: Finding): Diagnostic {
  const examples = finding.examples ?? [];
  return {
    severity,
    code: finding.code,
    message: finding.message,
    where: finding.where ?? {},
    expected: finding.expected ?? null,
    got: finding.got ?? null,
    hint: finding.hint ?? null,
    count: finding.count ?? Math.max(1, examples.length),
    examples: fewOf(examples),
  };
}

function fewOf(examples: readonly string[]): readonly string[] {
  return [...new Set(examples)].slice(0, MOST_EXAMPLES);
}

function isSameCause(a: Diagnostic, b: Diagnostic): boolean {
  return a.code === b.code && a.message === b.message && JSON.stringify(a.where) === JSON.stringify(b.where);
}

/** A sentence that suggests the nearest of `names`, or lists them if none is near; null if there are none. */
export function nearestHint(name: string, names: Iterable<string>): string | null {
  const known = [...new Set(names)];
  const near = nearestName(name, known);
  if (near !== null) return `Did you mean '${near}'?`;
  return known.length === 0 ? null : `Known: ${listed(known)}`;
}

/** The name that differs from `name` by the fewest edits, or null where all differ in more than a third. */
export function nearestName(name: string, names: Iterable<string>): string | null {
  let best: string | null = null;
  let least = Math.floor(name.length / 3) + 1;
  for (const candidate of names) {
    const edits = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_LISTED).map((name) => `'${name}'`);
  return names.length > MOST_LISTED ? `${shown.join(", ")}, …` : shown.join(", ");
}

/**
 * By plate, step, parameter, well, code and message: the order is deterministic. Problems without a step come first.
 */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) =>
      compareNatural(a.where.plate ?? "", b.where.plate ?? "") ||
      (a.where.step?.index ?? -1) - (b.where.step?.index ?? -1) ||
      compareNatural(a.where.parameter ?? "", b.where.parameter ?? "") ||
      compareNatural(a.where.well ?? "", b.where.well ?? "") ||
      compareNatural(a.code, b.code) ||
      compareNatural(a.message, b.message),
  );
}
