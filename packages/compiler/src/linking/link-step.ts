import type { InputDeclaration, InputSource } from "@ohcs/context";
import type { ResolvedCall, ResolvedStep } from "../draft/resolved-step.ts";
import type { LinkedInput, LinkedStep } from "../draft/selection.ts";
import { type Finding, type Findings, nearestHint } from "../findings/findings.ts";
import { passesGroups, takesImage } from "../functions/chain-image.ts";
import { callInputs, lackingInputs, type TakenInput } from "./call-inputs.ts";
import { findSource, type LinkScope } from "./find-source.ts";

/** Links one step: finds the source of each input and checks that its functions take exactly these. */
export function linkStep(step: ResolvedStep, scope: LinkScope, findings: Findings): LinkedStep {
  const base = { step, index: scope.at };
  if (scope.active[scope.at] !== true)
    return { ...base, isActive: false, inputs: [], isLinked: true, isIntact: true, callInputs: new Map() };
  const written = stepInputs(step);
  const given = Object.keys(written);
  const inputs = linkInputs(written, step, scope, findings);
  if (step.isComplete) checkTaken(step, given, inputs, findings);
  const taken = [...step.chains].map(([key, calls]) => {
    return [key, calls.map((call) => callInputs(call, given, calls).map(({ name }) => name))] as const;
  });
  const isFound = ({ step: from }: LinkedInput) => from === null || scope.earlier[from]?.isLinked === true;
  const isLinked = inputs.length === given.length && inputs.every(isFound);
  // An unknown function is taken to return an image, and nothing else.
  const isMade = ({ step: from, output }: LinkedInput) =>
    from === null || output === "image" || scope.earlier[from]?.isIntact === true;
  return {
    ...base,
    isActive: true,
    inputs,
    isLinked,
    isIntact: isLinked && step.isComplete && inputs.every(isMade),
    callInputs: new Map(taken),
  };
}

function linkInputs(
  written: ReturnType<typeof stepInputs>,
  { place }: ResolvedStep,
  scope: LinkScope,
  findings: Findings,
): readonly LinkedInput[] {
  return Object.entries(written).flatMap(([name, source]) => {
    const { link, problems } = findSource(source, scope);
    for (const problem of problems) {
      const where = { step: place, parameter: `inputs.${name}`, ...problem.where };
      findings.error({ ...problem, where });
    }
    return link === null ? [] : [{ name, ...link }];
  });
}

/** Each problem once, though several chains of a dictionary may have it. */
function checkTaken(
  step: ResolvedStep,
  given: readonly string[],
  inputs: readonly LinkedInput[],
  findings: Findings,
): void {
  const chains = [...step.chains.values()];
  const calls = chains.flatMap((chain) => chain.map((call) => ({ call, chain })));
  const problems = new Map<string, Finding>();
  const add = (name: string, finding: Finding) => problems.set(name, problems.get(name) ?? finding);
  const isImageTaken = passesGroups(step) || chains.some(takesImage) || calls.some(({ call }) => declaresImage(call));
  const taken = isImageTaken ? [{ name: "image", declared: IMAGE, by: "" }] : [];
  for (const { call, chain } of calls) {
    const by = call.declaration.name;
    for (const lacking of lackingInputs(call, given)) add(lacking.name, missing(lacking, step, by));
    taken.push(...callInputs(call, given, chain).map((one) => ({ ...one, by })));
  }
  for (const one of taken) {
    const link = inputs.find(({ name }) => name === one.name);
    if (link !== undefined && link.kind !== one.declared.kind) add(one.name, otherKind(one, link, step, one.by));
  }
  const written = Object.keys(step.spec.inputs ?? {});
  for (const name of written) if (!taken.some((one) => one.name === name)) add(name, notTaken(name, step));
  for (const problem of problems.values()) findings.error(problem);
}

const IMAGE: InputDeclaration = { kind: "image" };

function declaresImage({ declaration }: ResolvedCall): boolean {
  return declaration.inputs.image !== undefined;
}

function missing({ name, declared }: TakenInput, { place }: ResolvedStep, functionName: string): Finding {
  const expected = `input '${name}' of kind '${declared.kind}'`;
  return {
    code: "INPUT_MISSING",
    message: `Cannot call '${functionName}': ${expected} is missing`,
    where: { step: place, function: functionName, parameter: `inputs.${name}` },
    expected,
    got: "none",
    hint: `Add it to 'inputs', for example { "${name}": "${declared.kind === "image" ? "previous" : `${declared.kind}:…`}" }`,
  };
}

function otherKind(
  { name, declared }: TakenInput,
  link: LinkedInput,
  { place, spec }: ResolvedStep,
  functionName: string,
): Finding {
  const written = spec.inputs?.[name];
  const file = typeof written === "object" && "file" in written ? written.file : null;
  return {
    code: "INPUT_KIND_MISMATCH",
    message: `Cannot use '${file ?? link.output ?? "source images"}' as input '${name}': expected kind '${declared.kind}', got '${link.kind}'`,
    where: { step: place, ...(functionName === "" ? {} : { function: functionName }), parameter: `inputs.${name}` },
    expected: `kind '${declared.kind}'`,
    got: `'${link.kind}'`,
  };
}

function notTaken(name: string, { place, chains }: ResolvedStep): Finding {
  const names = [...chains.values()].flat().flatMap(({ declaration }) => Object.keys(declaration.inputs));
  return {
    code: "INPUT_UNKNOWN",
    message: `Cannot use input '${name}' in step '${place.name}': none of its functions takes it`,
    where: { step: place, parameter: `inputs.${name}` },
    expected: "an input that one of its functions takes",
    got: `'${name}'`,
    hint: nearestHint(name, names),
  };
}

/** The inputs of a step by name: as written, and `image: "previous"` if a required image is not given. */
export function stepInputs(step: ResolvedStep): Readonly<Record<string, InputSource>> {
  const written = step.spec.inputs ?? {};
  if (Object.hasOwn(written, "image")) return written;
  const chains = [...step.chains.values()];
  const isNeeded = passesGroups(step) || chains.some((calls) => takesImage(calls) || lacksAnyImage(calls, written));
  return isNeeded || !step.isComplete ? { image: "previous", ...written } : written;
}

/** Does a call of the chain take any images by wildcard, and is none given for it? */
function lacksAnyImage(calls: readonly ResolvedCall[], written: Readonly<Record<string, InputSource>>): boolean {
  const declared = new Set(calls.flatMap(({ declaration }) => Object.keys(declaration.inputs)));
  const isGiven = Object.keys(written).some((name) => !declared.has(name));
  return (
    !isGiven && calls.some(({ declaration: { inputs } }) => inputs["*"]?.kind === "image" && !inputs["*"].optional)
  );
}
