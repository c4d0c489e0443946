import type { GpuAdapter } from "@ohcs/context";
import type { GpuNeed } from "./gpu-need.ts";

/** Why an adapter cannot run a call; null if it can. */
export function misfit({ features, limits, band, peakBytes }: GpuNeed, adapter: GpuAdapter): string | null {
  const { name, slots, memoryBytes } = adapter;
  if (slots === 0) return `'${name}' has no slot`;
  const missing = features.find((feature) => !adapter.features.includes(feature));
  if (missing !== undefined) return `it needs the feature '${missing}', which '${name}' lacks`;
  const short = Object.entries(limits).find(([limit, need]) => !suffices(limit, adapter.limits[limit], need));
  if (short !== undefined) {
    const [limit, need] = short;
    const what = limit === "maxStorageBufferBindingSize" && band !== null ? ` for ${band}` : "";
    return `it needs ${limit} ${need}${what}, and '${name}' has ${adapter.limits[limit] ?? "none"}`;
  }
  const share = Math.floor(memoryBytes / slots);
  return peakBytes > share ? `it needs ${peakBytes} bytes, and '${name}' has ${share} for each worker` : null;
}

/** Smaller is better for alignments, larger for all other limits. */
function suffices(limit: string, got: number | undefined, need: number): boolean {
  if (got === undefined) return false;
  return limit.startsWith("min") ? got <= need : got >= need;
}
