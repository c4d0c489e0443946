import type { GpuAdapter } from "@ohcs/context";
import { isBound, isPreferred, ruledOut } from "./choose-adapters.ts";
import { type GpuNeed, misfit } from "./gpu-need.ts";

/** Where one call runs, and why: for plans and provenance. */
export interface GpuChoice {
  readonly memory: "webgpu" | "cpu";
  readonly reason: string;
}

/**
 * Where a call runs if its well has `adapter`, or none. The reason is the same for all adapters that serve the same
 * calls, so that wells which differ only in the adapter have the same description.
 */
export function explainChoice(need: GpuNeed, adapter: GpuAdapter | null, all: readonly GpuAdapter[]): GpuChoice {
  const excluded = ruledOut(need);
  if (excluded !== null) return { memory: "cpu", reason: excluded };
  if (adapter !== null && isBound(need)) {
    const reason = need.policy === "require" ? "the policy is 'require'" : "it has no code for the CPU";
    return { memory: "webgpu", reason };
  }
  if (adapter !== null && isPreferred(need, adapter)) return { memory: "webgpu", reason: "preferred, and a GPU fits" };
  return { memory: "cpu", reason: hindrances(need, all).join("; ") };
}

function hindrances(need: GpuNeed, adapters: readonly GpuAdapter[]): readonly string[] {
  if (adapters.length === 0) return ["there is no GPU"];
  return adapters.map((adapter) => {
    const { name, software } = adapter;
    const why = software
      ? "is a software adapter, which is not preferred over CPU code"
      : "serves other calls less well";
    return misfit(need, adapter) ?? `'${name}' ${why}`;
  });
}
