import { type ResolveInput, resolveSteps } from "../passes/resolve-steps.ts";

/**
 * Does a pipeline have any call that may run on a GPU: with GPU code, and a policy that allows it? If not, GPUs need
 * not be probed before compiling.
 */
export function asksForGpus(input: ResolveInput): boolean {
  return resolveSteps(input).entries.some((entry) => {
    if (!("chains" in entry) || entry.gpu === "never") return false;
    return [...entry.chains.values()].flat().some(({ declaration }) => declaration.gpu !== null);
  });
}
