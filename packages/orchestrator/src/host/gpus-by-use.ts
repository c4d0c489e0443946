import { canonicalJson, type GpuUse } from "@ohcs/context";
import type { PlateGpus } from "./plate-gpus.ts";

/** Caches the results of `open`, so that GPUs with equal use are probed once, which takes a process and some time. */
export function gpusByUse(open: (use: GpuUse) => PlateGpus): (use: GpuUse) => PlateGpus {
  const known = new Map<string, PlateGpus>();
  return (use) => {
    const key = canonicalJson({ ...use });
    const gpus = known.get(key) ?? open(use);
    known.set(key, gpus);
    return gpus;
  };
}
