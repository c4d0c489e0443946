import type { GpuAdapter } from "@ohcs/context";
import type { GpuNeed } from "./gpu-need.ts";
import { misfit } from "./misfit.ts";

/** A call that can run nowhere. */
export interface UnmetNeed {
  readonly function: string;
  readonly reason: string;
}

/** The adapters that serve a list of calls best and equally well; none where all of them run on the CPU. */
export interface AdapterChoice {
  readonly adapters: readonly GpuAdapter[];
  readonly unmet: readonly UnmetNeed[];
}

/** Must it run on a GPU: by policy, or because there is no other code? */
export function isBound({ policy, hasCpuTwin }: GpuNeed): boolean {
  return policy === "require" || (policy === "prefer" && !hasCpuTwin);
}

/** Does a preference choose this adapter? A software adapter is slower than the CPU's own code. */
export function isPreferred(need: GpuNeed, adapter: GpuAdapter): boolean {
  return need.policy === "prefer" && !adapter.software && misfit(need, adapter) === null;
}

/**
 * One adapter must serve all calls of a well, so that images stay on the device: those that can run what is bound to a GPU;
 * of these hardware before software; of these the ones that serve most preferences.
 */
export function chooseAdapters(needs: readonly GpuNeed[], adapters: readonly GpuAdapter[]): AdapterChoice {
  const bound = needs.filter(isBound);
  const able = adapters.filter((adapter) => bound.every((need) => misfit(need, adapter) === null));
  const unmet = [...needs.filter(isForbidden).map(forbidden), ...unmetAmong(bound, adapters, able)];
  if (unmet.length > 0) return { adapters: [], unmet };
  const preferences = (adapter: GpuAdapter): number => needs.filter((need) => isPreferred(need, adapter)).length;
  const useful = bound.length > 0 ? able : able.filter((adapter) => preferences(adapter) > 0);
  const hardware = useful.filter(({ software }) => !software);
  const candidates = hardware.length > 0 ? hardware : useful;
  const most = Math.max(0, ...candidates.map(preferences));
  return { adapters: candidates.filter((adapter) => preferences(adapter) === most), unmet };
}

function isForbidden({ policy, hasCpuTwin }: GpuNeed): boolean {
  return policy === "never" && !hasCpuTwin;
}

function forbidden({ function: name }: GpuNeed): UnmetNeed {
  return { function: name, reason: "the policy is 'never', and it has no code for the CPU" };
}

function unmetAmong(
  bound: readonly GpuNeed[],
  adapters: readonly GpuAdapter[],
  able: readonly GpuAdapter[],
): readonly UnmetNeed[] {
  if (bound.length === 0 || able.length > 0) return [];
  if (adapters.length === 0) return bound.map(({ function: name }) => ({ function: name, reason: "there is no GPU" }));
  const alone = bound.flatMap((need) => {
    const misfits = adapters.map((adapter) => misfit(need, adapter));
    return misfits.includes(null) ? [] : [{ function: need.function, reason: misfits.join("; ") }];
  });
  if (alone.length > 0) return alone;
  const reason = "all GPU functions of a well run on one adapter, and none serves all of them";
  return bound.map(({ function: name }) => ({ function: name, reason }));
}
