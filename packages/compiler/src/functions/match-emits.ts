import type { StepSpec } from "@ohcs/context";
import type { Emission, ResolvedCall, StepPlace } from "../draft/resolved-step.ts";
import { type Finding, type Findings, nearestHint } from "../findings/findings.ts";
import { groupByKey } from "../items/group-by-key.ts";

type Chains = ReadonlyMap<string, readonly ResolvedCall[]>;

/** A named output as one call of a chain declares it. */
interface Declared {
  readonly key: string;
  readonly call: number;
  readonly output: string;
  readonly kind: Emission["kind"];
  readonly dtype: Emission["dtype"];
}

/**
 * The named outputs of a step: those that `emits` names, or all that its functions declare if it is omitted. Matched by
 * name and kind, never by position; the only output of a kind may be renamed.
 */
export function matchEmits(
  spec: StepSpec,
  chains: Chains,
  isComplete: boolean,
  place: StepPlace,
  findings: Findings,
): readonly Emission[] {
  const declared = [...chains].flatMap(([key, calls]) => calls.flatMap((call, i) => outputsOf(key, call, i)));
  const claims = new Map<Declared, string>();
  return wanted(spec, declared).map(([name, own]) => {
    const kind = name.slice(0, name.indexOf(":")) as Emission["kind"];
    const matches = matching(declared, kind, own ?? name.slice(kind.length + 1), own !== null);
    if (matches.length === 0 && isComplete) findings.error(unknownOutput(own ?? name, declared, place));
    const sources = groupByKey(matches, ({ key }) => key);
    const several = [...sources.values()].find(({ length }) => length > 1)?.[0];
    if (several !== undefined) findings.error(ambiguous(name, several, place));
    const claimed = matches.find((match) => claims.has(match));
    if (claimed !== undefined) findings.error(claimedTwice(name, claims.get(claimed) ?? "", place));
    for (const match of matches) claims.set(match, name);
    const dtype = matches[0]?.dtype ?? null;
    return {
      name,
      kind,
      dtype,
      sources: new Map([...sources].flatMap(([key, [first]]) => (first ? [[key, first]] : []))),
    };
  });
}

function outputsOf(key: string, { declaration }: ResolvedCall, call: number): readonly Declared[] {
  return Object.entries(declaration.outputs).map(([output, { kind, dtype = "float32" }]) => {
    return { key, call, output, kind, dtype: kind === "image" ? dtype : kind === "rgb" ? "uint8" : null };
  });
}

/** Pairs of the name in the pipeline and the function's own name, null if that must be found. */
function wanted({ emits }: StepSpec, declared: readonly Declared[]): readonly (readonly [string, string | null])[] {
  if (emits === undefined) return [...new Set(declared.map(({ kind, output }) => `${kind}:${output}`))].map(unnamed);
  return Array.isArray(emits) ? emits.map(unnamed) : Object.entries(emits as Record<string, string>);
}

function unnamed(name: string): readonly [string, null] {
  return [name, null];
}

function matching(declared: readonly Declared[], kind: string, own: string, isExact: boolean): readonly Declared[] {
  const ofKind = declared.filter((output) => output.kind === kind);
  const named = ofKind.filter(({ output }) => output === own);
  return named.length > 0 || isExact ? named : ofKind;
}

function unknownOutput(name: string, declared: readonly Declared[], place: StepPlace): Finding {
  const names = declared.map(({ kind, output }) => `${kind}:${output}`);
  return {
    code: "EMIT_UNKNOWN",
    message: `Cannot emit '${name}' from step '${place.name}': none of its functions has an output of that kind and name`,
    where: { step: place, parameter: "emits" },
    expected: names.length === 0 ? "nothing" : `one of '${[...new Set(names)].join("', '")}'`,
    got: `'${name}'`,
    hint: names.length === 0 ? "The functions of this step have no named outputs" : nearestHint(name, names),
  };
}

function ambiguous(name: string, { kind, output }: Declared, place: StepPlace): Finding {
  return {
    code: "EMIT_AMBIGUOUS",
    message: `Cannot emit '${name}' from step '${place.name}': several outputs of kind '${kind}' could be meant`,
    where: { step: place, parameter: "emits" },
    expected: `one output of kind '${kind}' in a chain`,
    got: "several",
    hint: `Write emits: { "${name}": "${output}" }, or put the calls into separate steps`,
  };
}

function claimedTwice(name: string, other: string, place: StepPlace): Finding {
  return {
    code: "OUTPUT_DUPLICATE",
    message: `Cannot emit '${name}' from step '${place.name}': it is already emitted as '${other}'`,
    where: { step: place, parameter: "emits" },
    expected: "an output of its own",
    got: `the one emitted as '${other}'`,
    hint: "Emit it once: later steps may link to it as often as they like",
  };
}

/** The finding for an output that is already emitted elsewhere. */
export function duplicateOutput(name: string, place: StepPlace, other: string): Finding {
  return {
    code: "OUTPUT_DUPLICATE",
    message: `Cannot emit '${name}' from step '${place.name}': the name is already used for an output of ${other}`,
    where: { step: place, parameter: "emits" },
    expected: "a name of its own",
    got: `'${name}'`,
    hint: "Rename it with 'emits'",
  };
}
