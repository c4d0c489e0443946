import { type ResolveInput, resolveSteps } from "../passes/resolve-steps.ts";

/**
 * Has a pipeline any call that may run on a GPU: with code for one, and a policy that lets it? Where not, nobody need look
 * for GPUs before compiling.
 */
export function asksForGpus(input: ResolveInput): boolean {
  return resolveSteps(input).entries.some((entry) => {
    if (!("chains" in entry) || entry.gpu === "never") return false;
    return [...entry.chains.values()].flat().some(({ declaration }) => declaration.gpu !== null);
  });
}
