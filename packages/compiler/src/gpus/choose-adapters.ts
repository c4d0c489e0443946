import type { GpuAdapter } from "@ohcs/context";
import { type GpuNeed, misfit } from "./gpu-need.ts";

/** A call that cannot run anywhere. */
export interface UnmetNeed<Need extends GpuNeed> {
  readonly need: Need;
  readonly reason: string;
}

/** The adapters that are equally best for a list of calls; none if all run on the CPU. */
export interface AdapterChoice<Need extends GpuNeed> {
  readonly adapters: readonly GpuAdapter[];
  readonly unmet: readonly UnmetNeed<Need>[];
}

/** Why a call runs on no GPU, for any adapter: by its policy, or because its GPU code does not support it. */
export function ruledOut({ policy, obstacle }: GpuNeed): string | null {
  return policy === "never" ? "the policy is 'never'" : obstacle;
}

/** Must it run on a GPU: by policy, or because there is no other code? */
export function isBound(need: GpuNeed): boolean {
  return ruledOut(need) === null && (need.policy === "require" || !need.hasCpuTwin);
}

/** Does a preference choose this adapter? A software adapter is slower than the CPU's own code. */
export function isPreferred(need: GpuNeed, adapter: GpuAdapter): boolean {
  return ruledOut(need) === null && need.policy === "prefer" && !adapter.software && misfit(need, adapter) === null;
}

/**
 * One adapter must serve all calls of a well, so that images stay on the device: those that can run all calls that
 * require a GPU; of these hardware before software; of these the ones that serve most preferences.
 */
export function chooseAdapters<Need extends GpuNeed>(
  needs: readonly Need[],
  adapters: readonly GpuAdapter[],
): AdapterChoice<Need> {
  const bound = needs.filter(isBound);
  const able = adapters.filter((adapter) => bound.every((need) => misfit(need, adapter) === null));
  const unmet = [...needs.flatMap(forbidden), ...unmetAmong(bound, adapters, able)];
  if (unmet.length > 0) return { adapters: [], unmet };
  const preferences = (adapter: GpuAdapter): number => needs.filter((need) => isPreferred(need, adapter)).length;
  const useful = bound.length > 0 ? able : able.filter((adapter) => preferences(adapter) > 0);
  const hardware = useful.filter(({ software }) => !software);
  const candidates = hardware.length > 0 ? hardware : useful;
  const most = Math.max(0, ...candidates.map(preferences));
  return { adapters: candidates.filter((adapter) => preferences(adapter) === most), unmet };
}

function forbidden<Need extends GpuNeed>(need: Need): readonly UnmetNeed<Need>[] {
  const reason = ruledOut(need);
  return reason === null || need.hasCpuTwin ? [] : [{ need, reason: `${reason}, and it has no code for the CPU` }];
}

function unmetAmong<Need extends GpuNeed>(
  bound: readonly Need[],
  adapters: readonly GpuAdapter[],
  able: readonly GpuAdapter[],
): readonly UnmetNeed<Need>[] {
  if (bound.length === 0 || able.length > 0) return [];
  if (adapters.length === 0) return bound.map((need) => ({ need, reason: "there is no GPU" }));
  const alone = bound.flatMap((need) => {
    const misfits = adapters.map((adapter) => misfit(need, adapter));
    return misfits.includes(null) ? [] : [{ need, reason: misfits.join("; ") }];
  });
  if (alone.length > 0) return alone;
  const reason = "all GPU functions of a well run on one adapter, and none serves all of them";
  return bound.map((need) => ({ need, reason }));
}
