import type { DiagnosticPlace } from "@ohcs/context";
import { type Findings, nearestHint } from "../findings/findings.ts";
import type { SchemaProblem } from "../schema/schema-problem.ts";
import type { ConfigOrigin } from "./config-source.ts";

/** Reports a value that a configuration cannot have, naming field, file, variable or flag. */
export function reportConfigProblem(problem: SchemaProblem, origin: ConfigOrigin, findings: Findings): void {
  const { path, expected, got, reason } = problem;
  const root = origin.kind === "file" ? origin.path : "";
  const field = [...(root === "" ? [] : [root]), ...path].join(".");
  const what = field === "" ? "the configuration" : `configuration value '${field}'`;
  findings.error({
    code: "CONFIG_INVALID",
    message: `Cannot use ${what}${sourceText(origin)}: expected ${expected}, got ${got}`,
    where: placeOf(field, origin),
    expected,
    got,
    hint: reason === "unknown" ? nearestHint(String(path.at(-1)), namesBeside(problem, origin)) : quoteHint(problem),
  });
}

/** The place of a value in a configuration. */
function placeOf(field: string, origin: ConfigOrigin): DiagnosticPlace {
  return { config: field, ...(origin.kind === "file" ? { file: origin.file } : {}) };
}

/** At the root of a file there may be sections of plates, too. */
function namesBeside({ path, known }: SchemaProblem, origin: ConfigOrigin): readonly string[] {
  return origin.kind === "file" && origin.path === "" && path.length === 1 ? [...known, "plates"] : known;
}

function sourceText(origin: ConfigOrigin): string {
  return origin.kind === "environment" || origin.kind === "flag" ? ` from '${origin.name}'` : "";
}

function quoteHint({ expected, got }: SchemaProblem): string | null {
  return expected.startsWith("'") && expected.includes(`'${got}'`) ? `Write it in quotes: "${got}"` : null;
}
