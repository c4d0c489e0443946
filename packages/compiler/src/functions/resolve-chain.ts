import type { Calibration, Catalogue, Chain, DiagnosticPlace, FunctionCall, FunctionDeclaration } from "@ohcs/context";
import type { ResolvedCall } from "../draft/resolved-step.ts";
import type { Findings } from "../findings/findings.ts";
import { findFunction } from "./find-function.ts";
import { resolveParameters } from "./resolve-parameters.ts";

/** The environment for resolving a chain, and for reporting its problems. */
export interface ChainSurroundings {
  readonly catalogue: Catalogue;
  readonly calibration: Calibration;
  readonly scope: FunctionDeclaration["scope"];
  readonly where: DiagnosticPlace;
  readonly findings: Findings;
}

/**
 * The enabled calls of a chain. Unknown functions are replaced by their nearest names, if any; misplaced ones are
 * dropped. Both make it incomplete.
 */
interface ResolvedChain {
  readonly calls: readonly ResolvedCall[];
  readonly isComplete: boolean;
}

/** Looks up every function of a chain, resolves its parameters and reports their problems. */
export function resolveChain(chain: Chain, surroundings: ChainSurroundings): ResolvedChain {
  const enabled = [chain].flat().filter((call) => call.enabled !== false);
  const calls = enabled.map((call) => resolveCall(call, surroundings));
  return {
    calls: calls.flatMap(({ call }) => (call === null ? [] : [call])),
    isComplete: calls.every(({ isKnown }) => isKnown),
  };
}

function resolveCall(call: FunctionCall, surroundings: ChainSurroundings) {
  const { catalogue, where, findings } = surroundings;
  const found = findFunction(call, catalogue);
  if (found.problem === null) {
    const known = complete(call, found.entry, surroundings);
    const fits = known.declaration.scope === surroundings.scope;
    return { call: fits ? known : null, isKnown: fits };
  }
  const name = typeof call.use === "string" ? call.use : call.use.export;
  findings.error({ ...found.problem, where: { ...where, function: name } });
  return { call: found.guess === null ? null : { ...found.guess, parameters: {}, inUm: [] }, isKnown: false };
}

function complete(
  call: FunctionCall,
  { reference, declaration }: Omit<ResolvedCall, "parameters" | "inUm">,
  { calibration, scope, where, findings }: ChainSurroundings,
): ResolvedCall {
  const place = { ...where, function: declaration.name };
  if (declaration.scope !== scope) reportMisplaced(declaration, scope, place, findings);
  const { values, inUm, problems } = resolveParameters(declaration, call.with ?? {}, calibration);
  for (const problem of problems) findings.error({ ...problem, where: { ...place, ...problem.where } });
  return { reference, declaration, parameters: values, inUm };
}

function reportMisplaced(
  declaration: FunctionDeclaration,
  scope: FunctionDeclaration["scope"],
  where: DiagnosticPlace,
  findings: Findings,
): void {
  const words = { well: "a function for wells", reduce: "a function for reductions" };
  findings.error({
    code: "FUNCTION_MISPLACED",
    message: `Cannot use function '${declaration.name}' here: expected ${words[scope]}, got ${words[declaration.scope]}`,
    where,
    expected: words[scope],
    got: words[declaration.scope],
    hint: declaration.scope === "reduce" ? "Put it into a reduction: kind 'reduce'" : "Put it into a step",
  });
}
