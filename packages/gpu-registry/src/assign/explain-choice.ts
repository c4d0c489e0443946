import type { GpuAdapter } from "@ohcs/context";
import { isBound, isPreferred } from "./choose-adapters.ts";
import type { GpuNeed } from "./gpu-need.ts";
import { misfit } from "./misfit.ts";

/** Where one call runs, and why: for the plan and for provenance. */
export interface GpuChoice {
  readonly function: string;
  readonly runsOn: "gpu" | "cpu";
  readonly reason: string;
}

/** Where a call runs when its well has got `adapter`, or none. */
export function explainChoice(need: GpuNeed, adapter: GpuAdapter | null, all: readonly GpuAdapter[]): GpuChoice {
  const choice = (runsOn: "gpu" | "cpu", reason: string): GpuChoice => ({ function: need.function, runsOn, reason });
  if (need.policy === "never") return choice("cpu", "the policy is 'never'");
  if (adapter !== null && isBound(need))
    return choice("gpu", need.policy === "require" ? "the policy is 'require'" : "it has no code for the CPU");
  if (adapter !== null && isPreferred(need, adapter)) return choice("gpu", `preferred, and '${adapter.name}' fits`);
  return choice("cpu", hindrances(need, adapter === null ? all : [adapter]).join("; "));
}

function hindrances(need: GpuNeed, adapters: readonly GpuAdapter[]): readonly string[] {
  if (adapters.length === 0) return ["there is no GPU"];
  return adapters.map(
    (adapter) =>
      misfit(need, adapter) ??
      (adapter.software
        ? `'${adapter.name}' is a software adapter, which is not preferred over CPU code`
        : `'${adapter.name}' fits`),
  );
}
