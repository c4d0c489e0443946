import { type ResolveInput, resolveSteps } from "../passes/resolve-steps.ts";

/** GPU code and policies of calls do not depend on the plate. */
const ANY_PLATE: ResolveInput["manifest"] = { calibration: { pixelSizeUm: null }, channels: [] };

/**
 * Does a pipeline have any call that may run on a GPU: with GPU code, and a policy that allows it? If not, GPUs need
 * not be probed before compiling. The same for every plate, so that they can be looked for while one is opened.
 */
export function asksForGpus(input: Omit<ResolveInput, "manifest">): boolean {
  return resolveSteps({ ...input, manifest: ANY_PLATE }).entries.some((entry) => {
    if (!("chains" in entry) || entry.gpu === "never") return false;
    return [...entry.chains.values()].flat().some(({ declaration }) => declaration.gpu !== null);
  });
}
