import type { Catalogue, CatalogueEntry, FunctionCall } from "@ohcs/context";
import { type Finding, nearestHint, nearestName } from "../findings/findings.ts";

/** The entry of a call, or the problem with it. `guess` is the nearest entry, for finding further problems. */
type FoundFunction =
  | { readonly entry: CatalogueEntry; readonly problem: null }
  | { readonly entry: null; readonly problem: Finding; readonly guess: CatalogueEntry | null };

/** Looks a call up: short names by the function's own name, references by module and export. */
export function findFunction({ use }: FunctionCall, catalogue: Catalogue): FoundFunction {
  const matches = catalogue.entries.filter(({ reference, declaration }) =>
    typeof use === "string"
      ? declaration.name === use
      : reference.module === use.module && reference.export === use.export,
  );
  const [entry, ...others] = matches;
  if (entry === undefined) return unknown(use, catalogue);
  if (others.length > 0) return { entry: null, problem: ambiguous(nameOf(use), matches), guess: entry };
  const version = typeof use === "string" ? undefined : use.version;
  if (version === undefined || version === entry.reference.version) return { entry, problem: null };
  return { entry: null, problem: otherVersion(entry, version), guess: entry };
}

function nameOf(use: FunctionCall["use"]): string {
  return typeof use === "string" ? use : use.export;
}

function unknown(use: FunctionCall["use"], { entries }: Catalogue): FoundFunction {
  const name = nameOf(use);
  const names = entries.map(({ declaration }) => declaration.name);
  const near = nearestName(name, names);
  const guess = entries.find(({ declaration }) => declaration.name === near) ?? null;
  const got = typeof use === "string" ? name : `${name} of ${use.module}`;
  const problem: Finding = {
    code: "FUNCTION_UNKNOWN",
    message: `Cannot find function '${got}': it is not a function of the catalogue`,
    expected: "a function of the catalogue",
    got: `'${got}'`,
    hint: nearestHint(name, names),
  };
  return { entry: null, problem, guess };
}

function ambiguous(name: string, matches: readonly CatalogueEntry[]): Finding {
  const modules = matches.map(({ reference }) => `'${reference.module}'`).join(", ");
  return {
    code: "FUNCTION_AMBIGUOUS",
    message: `Cannot choose function '${name}': several modules export it: ${modules}`,
    expected: "one module that exports it",
    got: modules,
    hint: `Write { module, export: '${name}' }`,
  };
}

function otherVersion({ reference }: CatalogueEntry, version: string): Finding {
  return {
    code: "FUNCTION_UNKNOWN",
    message: `Cannot find function '${reference.export}': expected version '${reference.version}', got '${version}'`,
    expected: `version '${reference.version}'`,
    got: `'${version}'`,
    hint: "Omit the version to use the installed one",
  };
}
