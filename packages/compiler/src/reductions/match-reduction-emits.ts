import type { ReductionSpec } from "@ohcs/context";
import type { ReductionEmission, ResolvedCall, StepPlace } from "../draft/resolved-step.ts";
import { type Finding, type Findings, nearestHint } from "../findings/findings.ts";

/** A named output as one call declares it. */
interface Declared {
  readonly call: number;
  readonly own: string;
  readonly kind: "table" | "json";
}

/**
 * The outputs of a reduction: those that `emits` names, or all of its last call as files of the plate. Matched by name,
 * the last call first; its only output of a kind may be renamed. An artifact may be a table or JSON.
 */
export function matchReductionEmits(
  { emits }: ReductionSpec,
  calls: readonly ResolvedCall[],
  isComplete: boolean,
  place: StepPlace,
  findings: Findings,
): readonly ReductionEmission[] {
  const declared = calls.flatMap(outputsOf);
  const last = declared.filter(({ call }) => call === calls.length - 1);
  if (emits === undefined) return last.map((one) => ({ ...one, name: `${one.kind}:${one.own}` }));
  const wanted = Array.isArray(emits) ? emits.map((name) => [name, null] as const) : Object.entries(emits);
  return wanted.flatMap(([name, own]) => {
    const matches = matching(name, own, [...declared].reverse(), last);
    const [found, ...others] = matches;
    if (found === undefined && isComplete) findings.error(unknown(own ?? name, declared, place));
    if (found !== undefined && others.length > 0) findings.error(ambiguous(name, found, place));
    return found === undefined ? [] : [{ ...found, name }];
  });
}

function outputsOf({ declaration }: ResolvedCall, call: number): readonly Declared[] {
  return Object.entries(declaration.outputs).flatMap(([own, { kind }]) =>
    kind === "table" || kind === "json" ? [{ call, own, kind }] : [],
  );
}

function matching(name: string, own: string | null, declared: readonly Declared[], last: readonly Declared[]) {
  const [form = "", short = ""] = name.split(":", 2);
  const fits = ({ kind }: Declared) => form === "artifact" || form === kind;
  const named = declared.find((one) => fits(one) && one.own === (own ?? short));
  if (named !== undefined) return [named];
  return own === null ? last.filter(fits) : [];
}

function unknown(name: string, declared: readonly Declared[], place: StepPlace): Finding {
  const names = declared.map(({ own }) => own);
  return {
    code: "EMIT_UNKNOWN",
    message: `Cannot emit '${name}' from reduction '${place.name}': none of its functions has an output of that kind and name`,
    where: { step: place, parameter: "emits" },
    expected: names.length === 0 ? "nothing" : `one of '${names.join("', '")}'`,
    got: `'${name}'`,
    hint: nearestHint(name.replace(/^[^:]*:/, ""), names),
  };
}

function ambiguous(name: string, { own }: Declared, place: StepPlace): Finding {
  return {
    code: "EMIT_AMBIGUOUS",
    message: `Cannot emit '${name}' from reduction '${place.name}': several outputs could be meant`,
    where: { step: place, parameter: "emits" },
    expected: "one output that could be meant",
    got: "several",
    hint: `Write emits: { "${name}": "${own}" }`,
  };
}
