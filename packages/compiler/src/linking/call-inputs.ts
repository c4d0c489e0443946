import type { InputDeclaration } from "@ohcs/context";
import type { ResolvedCall } from "../draft/resolved-step.ts";

/** An input that a call takes, as its function declares it. */
export interface TakenInput {
  readonly name: string;
  readonly declared: InputDeclaration;
}

/**
 * Which of the step's inputs a call takes besides the chain's image: those it declares by name, and by its wildcard all
 * inputs that no call of the chain declares by name.
 */
export function callInputs(
  { declaration }: ResolvedCall,
  given: readonly string[],
  chain: readonly ResolvedCall[],
): readonly TakenInput[] {
  const { "*": wildcard, image, ...named } = declaration.inputs;
  const byName = Object.entries(named)
    .filter(([name]) => given.includes(name))
    .map(([name, declared]) => ({ name, declared }));
  if (wildcard === undefined) return byName;
  const claimed = new Set(chain.flatMap((call) => Object.keys(call.declaration.inputs)));
  if (image !== undefined) claimed.add("image");
  return [...byName, ...given.filter((name) => !claimed.has(name)).map((name) => ({ name, declared: wildcard }))];
}

/** The inputs that a call needs by name but the step does not provide. */
export function lackingInputs({ declaration }: ResolvedCall, given: readonly string[]): readonly TakenInput[] {
  return Object.entries(declaration.inputs)
    .filter(([name, { optional }]) => name !== "image" && name !== "*" && optional !== true && !given.includes(name))
    .map(([name, declared]) => ({ name, declared }));
}
