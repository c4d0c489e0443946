import type { FieldsOf, InputLink } from "@ohcs/context";
import type { ResolvedCall } from "../draft/resolved-step.ts";
import type { Finding } from "../findings/findings.ts";

/** A value that a call of a reduction may take. */
export interface Offer {
  readonly name: string;
  readonly link: FieldsOf<InputLink>;
  /** May the only input that still lacks a value take it under another name? */
  readonly isMain: boolean;
}

/** An output under its short name, which may be taken under another one. */
export function offerOf(output: string, link: FieldsOf<InputLink>): Offer {
  return { name: output.slice(output.indexOf(":") + 1), link, isMain: true };
}

/** The offers that a call takes, by input name, and the inputs that it lacks. */
export interface BoundInputs {
  readonly inputs: ReadonlyMap<string, FieldsOf<InputLink>>;
  readonly taken: ReadonlySet<Offer>;
  readonly problems: readonly Finding[];
}

/**
 * Binds by name first, to `offers` and then to those of `earlier` calls, latest first; then main offers to the inputs still
 * without value; then to the wildcard under their own names.
 */
export function bindInputs(
  { declaration }: ResolvedCall,
  offers: readonly Offer[],
  earlier: readonly Offer[] = [],
): BoundInputs {
  const { "*": wildcard, ...named } = declaration.inputs;
  const inputs = new Map<string, FieldsOf<InputLink>>();
  const taken = new Set<Offer>();
  const take = (name: string, offer: Offer) => {
    inputs.set(name, offer.link);
    taken.add(offer);
  };
  for (const offer of offers) if (named[offer.name]?.kind === offer.link.kind) take(offer.name, offer);
  for (const offer of earlier)
    if (!inputs.has(offer.name) && named[offer.name]?.kind === offer.link.kind) take(offer.name, offer);
  for (const offer of offers.filter((rest) => rest.isMain && !taken.has(rest))) {
    const free = Object.keys(named).find((name) => isFree(name) && named[name]?.kind === offer.link.kind);
    if (free !== undefined) take(free, offer);
  }
  for (const offer of offers) if (!taken.has(offer) && wildcard?.kind === offer.link.kind) take(offer.name, offer);
  const lacking = Object.keys(named).filter(isFree);
  return { inputs, taken, problems: lacking.map((name) => missing(declaration.name, name, named[name]?.kind ?? "")) };

  function isFree(name: string): boolean {
    return named[name]?.optional !== true && !inputs.has(name);
  }
}

function missing(name: string, input: string, kind: string): Finding {
  return {
    code: "INPUT_MISSING",
    message: `Cannot call '${name}': input '${input}' of kind '${kind}' is missing`,
    where: { function: name, parameter: input },
    expected: `input '${input}' of kind '${kind}'`,
    got: "none",
    hint: kind === "table" ? `Supply it in 'from' or 'with'` : null,
  };
}
