import type { LinkedInput, LinkedStep } from "../draft/linked-step.ts";
import type { ResolvedStep } from "../draft/resolved-step.ts";
import type { Findings } from "../findings/findings.ts";
import { nearestHint } from "../findings/nearest-name.ts";
import { takesImage } from "../functions/chain-image.ts";
import { callInputs, lackingInputs, type TakenInput } from "./call-inputs.ts";
import { findSource, type LinkScope } from "./find-source.ts";
import { stepInputs } from "./step-inputs.ts";

/** Links one step: finds the source of each input and checks that its functions take just these. */
export function linkStep(step: ResolvedStep, scope: LinkScope, findings: Findings): LinkedStep {
  const base = { step, index: scope.at };
  if (scope.active[scope.at] !== true)
    return { ...base, isActive: false, inputs: [], isIntact: true, callInputs: new Map() };
  const written = stepInputs(step);
  const given = Object.keys(written);
  const inputs = linkInputs(written, step, scope, findings);
  if (step.isComplete) checkTaken(step, given, inputs, findings);
  const taken = [...step.chains].map(([key, calls]) => {
    return [key, calls.map((call) => callInputs(call, given, calls).map(({ name }) => name))] as const;
  });
  const isIntact = step.isComplete && inputs.length === given.length;
  return { ...base, isActive: true, inputs, isIntact, callInputs: new Map(taken) };
}

function linkInputs(
  written: ReturnType<typeof stepInputs>,
  { place }: ResolvedStep,
  scope: LinkScope,
  findings: Findings,
): readonly LinkedInput[] {
  return Object.entries(written).flatMap(([name, source]) => {
    const { link, problem } = findSource(source, scope);
    if (problem !== null) findings.error({ ...problem, where: { step: place, parameter: `inputs.${name}` } });
    return link === null ? [] : [{ name, ...link }];
  });
}

function checkTaken(
  step: ResolvedStep,
  given: readonly string[],
  inputs: readonly LinkedInput[],
  findings: Findings,
): void {
  const unused = new Set(given);
  const reported = new Set<string>();
  for (const calls of step.chains.values()) {
    if (takesImage(calls)) unused.delete("image");
    for (const call of calls) {
      const { name: functionName } = call.declaration;
      for (const lacking of lackingInputs(call, given))
        reportOnce(lacking.name, () => missing(lacking, step, functionName, findings));
      for (const taken of callInputs(call, given, calls)) {
        unused.delete(taken.name);
        const link = inputs.find(({ name }) => name === taken.name);
        if (link !== undefined && link.kind !== taken.declared.kind)
          reportOnce(taken.name, () => otherKind(taken, link, step, functionName, findings));
      }
    }
  }
  if (unused.has("image") && step.spec.inputs?.image === undefined) unused.delete("image");
  for (const name of unused) notTaken(name, step, findings);
  const image = inputs.find(({ name }) => name === "image");
  if (image !== undefined && image.kind !== "image" && [...step.chains.values()].some(takesImage))
    otherKind({ name: "image", declared: { kind: "image" } }, image, step, "", findings);

  function reportOnce(name: string, report: () => void): void {
    if (!reported.has(name)) report();
    reported.add(name);
  }
}

function missing(
  { name, declared }: TakenInput,
  { place }: ResolvedStep,
  functionName: string,
  findings: Findings,
): void {
  const expected = `input '${name}' of kind '${declared.kind}'`;
  findings.error({
    code: "INPUT_MISSING",
    message: `Cannot call '${functionName}': expected ${expected}, got none`,
    where: { step: place, function: functionName, parameter: `inputs.${name}` },
    expected,
    got: "none",
    hint: `Add it to 'inputs', for example { "${name}": "${declared.kind === "image" ? "previous" : `${declared.kind}:…`}" }`,
  });
}

function otherKind(
  { name, declared }: TakenInput,
  link: LinkedInput,
  { place }: ResolvedStep,
  functionName: string,
  findings: Findings,
): void {
  findings.error({
    code: "INPUT_KIND_MISMATCH",
    message: `Cannot use '${link.output ?? "source images"}' as input '${name}': expected kind '${declared.kind}', got '${link.kind}'`,
    where: { step: place, ...(functionName === "" ? {} : { function: functionName }), parameter: `inputs.${name}` },
    expected: `kind '${declared.kind}'`,
    got: `'${link.kind}'`,
  });
}

function notTaken(name: string, { place, chains }: ResolvedStep, findings: Findings): void {
  const names = [...chains.values()].flat().flatMap(({ declaration }) => Object.keys(declaration.inputs));
  findings.error({
    code: "INPUT_UNKNOWN",
    message: `Cannot use input '${name}' in step '${place.name}': expected an input that one of its functions takes`,
    where: { step: place, parameter: `inputs.${name}` },
    expected: "an input that one of its functions takes",
    got: `'${name}'`,
    hint: nearestHint(name, names),
  });
}
