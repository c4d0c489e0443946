import type { Component } from "@ohcs/context";
import type { ResolvedCall, ResolvedStep } from "../draft/resolved-step.ts";
import type { LinkedStep } from "../draft/selection.ts";
import type { Finding } from "../findings/findings.ts";

/** The components that a step stacks, and problems with them. */
interface StackChoice {
  readonly stacked: readonly Component[];
  readonly problems: readonly Finding[];
}

/**
 * Chooses what a step stacks: `variableComponents` as written, else the first component that its first stacking
 * function usually stacks and that the inputs have. Sites are never chosen unless they come first in a function's
 * `over`, as for stitching: nothing is projected over sites unless requested.
 */
export function stackedComponents({ step, isIntact }: LinkedStep, present: readonly Component[]): StackChoice {
  const written = step.spec.variableComponents;
  const stackers = [...step.chains.values()].flat().filter(isStacking);
  const stacked = written ?? usualComponents(stackers, present);
  if (!isIntact) return { stacked, problems: [] };
  const problems = [
    ...(written ?? [])
      .filter((component) => !present.includes(component))
      .map((component) => absent(step, component, present)),
    ...(stackers.length > 0 && written === undefined && stacked.length === 0
      ? [nothingUsual(step, stackers, present)]
      : []),
    ...(stackers.length === 0 && stacked.length > 0 ? [nothingStacks(step, stacked)] : []),
    ...stackers.flatMap((call) =>
      stacked.filter((one) => !call.declaration.over.includes(one)).map((one) => notOver(step, call, one)),
    ),
    ...[...step.chains.entries()].flatMap(([key, calls]) => orderProblems(step, key, calls, stacked)),
  ];
  return { stacked, problems };
}

function isStacking({ declaration }: ResolvedCall): boolean {
  return declaration.contract !== "2d";
}

function usualComponents([first]: readonly ResolvedCall[], present: readonly Component[]): readonly Component[] {
  const over = first?.declaration.over ?? [];
  const usual = over.find((component, i) => present.includes(component) && (component !== "site" || i === 0));
  return usual === undefined ? [] : [usual];
}

/** A chain may stack until something is projected, and must not make named outputs plane by plane. */
function orderProblems(step: ResolvedStep, key: string, calls: readonly ResolvedCall[], stacked: readonly Component[]) {
  const projection = calls.findIndex(({ declaration }) => declaration.contract === "volumeToSlice");
  const isFlat = (index: number) => stacked.length === 0 || (projection >= 0 && index > projection);
  const late = calls.filter((call, i) => isStacking(call) && projection >= 0 && i > projection);
  const perPlane = step.emissions.flatMap(({ name, sources }) => {
    const source = sources.get(key);
    const call = source === undefined ? undefined : calls[source.call];
    return source === undefined || call === undefined || isStacking(call) || isFlat(source.call)
      ? []
      : [{ name, call }];
  });
  return [
    ...late.map((call) => nothingLeft(step, call)),
    ...perPlane.map(({ name, call }) => outputPerPlane(step, call, name, stacked)),
  ];
}

function mismatch(
  { place }: ResolvedStep,
  call: ResolvedCall | null,
  expected: string,
  got: string,
  hint: string,
): Finding {
  const name = call?.declaration.name;
  return {
    code: "STACK_AXIS_MISMATCH",
    message: `Cannot stack images for ${name === undefined ? `step '${place.name}'` : `'${name}'`}: expected ${expected}, got ${got}`,
    where: { step: place, ...(name === undefined ? {} : { function: name }), parameter: "variableComponents" },
    expected,
    got,
    hint,
  };
}

function absent(step: ResolvedStep, component: Component, present: readonly Component[]): Finding {
  const there = present.length === 0 ? "none" : `'${present.join("', '")}'`;
  return mismatch(
    step,
    null,
    `a component that the inputs have (${there})`,
    `'${component}'`,
    "It was reduced or selected before",
  );
}

function nothingUsual(step: ResolvedStep, [first]: readonly ResolvedCall[], present: readonly Component[]): Finding {
  const over = first?.declaration.over ?? [];
  const hint = over.some((component) => present.includes(component))
    ? `Request it with variableComponents: ["${over.find((component) => present.includes(component))}"]`
    : "It was reduced or selected before";
  const there = present.length === 0 ? "none" : `'${present.join("', '")}'`;
  return mismatch(step, first ?? null, `inputs that have '${over.join("' or '")}'`, there, hint);
}

function nothingStacks(step: ResolvedStep, stacked: readonly Component[]): Finding {
  const got = `'${stacked.join("', '")}'`;
  return mismatch(
    step,
    null,
    "a function that stacks",
    got,
    "All functions of this step work plane by plane: omit 'variableComponents'",
  );
}

function notOver(step: ResolvedStep, call: ResolvedCall, component: Component): Finding {
  const expected = `one of '${call.declaration.over.join("', '")}'`;
  return mismatch(
    step,
    call,
    expected,
    `'${component}'`,
    "Put functions that stack other components into separate steps",
  );
}

function nothingLeft(step: ResolvedStep, call: ResolvedCall): Finding {
  return mismatch(step, call, "a stack", "the single plane of an earlier projection", "Put it into a separate step");
}

function outputPerPlane(step: ResolvedStep, call: ResolvedCall, name: string, stacked: readonly Component[]): Finding {
  const expected = `one plane where '${name}' is made`;
  return mismatch(
    step,
    call,
    expected,
    `a stack over '${stacked.join("', '")}'`,
    "Put the stacking function into a separate step",
  );
}
