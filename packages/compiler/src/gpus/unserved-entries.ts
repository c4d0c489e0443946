import type { ResolvedReduction, ResolvedStep } from "../draft/resolved-step.ts";
import type { Finding } from "../findings/findings.ts";

/**
 * Steps that explicitly require a GPU without a function for one, and GPU-only functions in reductions, which run on
 * the CPU.
 */
export function unservedEntries(entries: readonly (ResolvedStep | ResolvedReduction)[]): readonly Finding[] {
  return entries.flatMap((entry) => ("chains" in entry ? withoutCode(entry) : inReduction(entry)));
}

function withoutCode({ place, spec, gpu, chains, isComplete }: ResolvedStep): readonly Finding[] {
  const calls = [...chains.values()].flat();
  const isServed = calls.some(({ declaration }) => declaration.gpu !== null);
  if (!isComplete || isServed || spec.gpu !== "require" || gpu !== "require") return [];
  const names = [...new Set(calls.map(({ declaration }) => `'${declaration.name}'`))].join(", ");
  return [
    {
      code: "GPU_UNAVAILABLE",
      message: `Cannot run step '${place.name}' on a GPU: none of its functions has GPU code: ${names}`,
      where: { step: place, parameter: "gpu" },
      expected: "a function with code for a GPU",
      got: names,
      hint: "'ohcs functions' lists those that have it",
    },
  ];
}

function inReduction({ place, calls, isComplete }: ResolvedReduction): readonly Finding[] {
  const bound = isComplete ? calls.filter(({ declaration }) => declaration.memory === "webgpu") : [];
  return bound.map(({ declaration: { name } }) => ({
    code: "GPU_UNAVAILABLE",
    message: `Cannot run '${name}' of reduction '${place.name}': it has GPU code only, and reductions run on the CPU`,
    where: { step: place, function: name },
    expected: "a function with code for the CPU",
    got: "one for a GPU",
    hint: "Reductions run on the CPU",
  }));
}
