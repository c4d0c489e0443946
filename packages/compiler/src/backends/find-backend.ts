import type {
  BackendCapabilities,
  BackendCatalogue,
  BackendEntry,
  Choice,
  DiagnosticPlace,
  ResolvedConfig,
} from "@ohcs/context";
import type { PlannedBackend } from "../draft/places.ts";
import type { CompilerErrorCode } from "../errors.ts";
import { type Findings, nearestHint } from "../findings/findings.ts";
import { nameOf } from "./backends-named.ts";

/** The role that a backend is needed for. */
export interface BackendNeed {
  /** Its part in messages: `the output`. */
  readonly part: string;
  readonly capabilities: Partial<BackendCapabilities>;
  /** Which default options apply. */
  readonly side: "output" | "source";
  readonly where: DiagnosticPlace;
}

/** Where backends are looked up. */
export interface BackendSurroundings {
  readonly catalogue: BackendCatalogue;
  readonly config: ResolvedConfig;
  readonly findings: Findings;
}

/** A backend that was found, with its declaration. */
export interface FoundBackend {
  readonly entry: BackendEntry;
  readonly planned: PlannedBackend;
}

/** Finds a backend in the catalogue; null, with a report, if there is none, or it lacks a capability. */
export function findBackend(choice: Choice, need: BackendNeed, surroundings: BackendSurroundings): FoundBackend | null {
  const { catalogue, config, findings } = surroundings;
  const name = nameOf(choice);
  const found = Object.hasOwn(catalogue.backends, name) ? catalogue.backends[name] : undefined;
  if (found === undefined) {
    const [expected, got] = ["the name or module of a backend", `'${name}'`];
    report("BACKEND_UNKNOWN", { expected, got, hint: nearestHint(name, shortNames(catalogue)) }, need, findings);
    return null;
  }
  if ("code" in found) {
    // The codes are those of the module loader.
    report(found.code as CompilerErrorCode, found, need, findings);
    return null;
  }
  if (!isFit(found, need, name, findings)) return null;
  return { entry: found, planned: plannedBackend(found, need.side, choice, config) };
}

function shortNames({ backends }: BackendCatalogue): readonly string[] {
  return Object.keys(backends).filter((name) => !("code" in (backends[name] ?? {})));
}

function isFit({ capabilities = {} }: BackendEntry, need: BackendNeed, name: string, findings: Findings): boolean {
  const wrong = Object.entries(need.capabilities).filter(
    ([key, wanted]) => (capabilities[key as keyof BackendCapabilities] ?? true) !== wanted,
  );
  if (wrong.length === 0) return true;
  const expected = `one that states ${wrong.map(([key, wanted]) => `'${key}: ${wanted}'`).join(" and ")}`;
  const got = `'${name}', which states ${wrong.map(([key, wanted]) => `'${key}: ${!wanted}'`).join(" and ")}`;
  report("BACKEND_UNFIT", { expected, got, hint: null }, need, findings);
  return false;
}

/** The default options, overridden by the configuration, overridden by the user's options. */
function plannedBackend(
  { name, reference, plainFiles, usual, settings = [] }: BackendEntry,
  side: BackendNeed["side"],
  choice: Choice,
  config: ResolvedConfig,
): PlannedBackend {
  const configured = side === "source" ? [] : settings.map((field) => [field, config[field]]);
  const said = typeof choice === "string" ? {} : choice.with;
  const options = { ...usual?.[side], ...Object.fromEntries(configured), ...said };
  return { name, use: reference, with: options, ...(plainFiles === true ? { plainFiles } : {}) };
}

function report(
  code: CompilerErrorCode,
  { expected, got, hint }: { readonly expected: string; readonly got: string; readonly hint: string | null },
  { part, where }: BackendNeed,
  findings: Findings,
): void {
  const message = `Cannot use backend for ${part}: expected ${expected}, got ${got}`;
  findings.error({ code, message, where, expected, got, hint });
}
