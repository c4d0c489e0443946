import type { GpuAdapter, GpuPolicy } from "@ohcs/context";

/** The requirements of one call on an adapter, from its declaration and the size of its images. */
export interface GpuNeed {
  readonly function: string;
  readonly policy: GpuPolicy;
  /** Features of WebGPU that its kernels use. */
  readonly features: readonly string[];
  /** Minimal limits by name in WebGPU (maximal, for names that begin with `min`): the largest binding, for example. */
  readonly limits: Readonly<Record<string, number>>;
  /** The part of its images that it must bind, in words; null if that is unknown, or the whole. */
  readonly band: string | null;
  /** Most bytes that it holds on the device at a time. */
  readonly peakBytes: number;
  /** Can it also run on the CPU? */
  readonly hasCpuTwin: boolean;
  /** Why its GPU code cannot run this call on any adapter; null if it can. */
  readonly obstacle: string | null;
}

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
