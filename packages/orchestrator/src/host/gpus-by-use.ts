import { canonicalJson, type GpuUse } from "@ohcs/context";
import type { PlateGpus } from "./plate-gpus.ts";

/** Keeps what `open` gives, so that GPUs which are used alike are looked for once: that takes a process and a while. */
export function gpusByUse(open: (use: GpuUse) => PlateGpus): (use: GpuUse) => PlateGpus {
  const known = new Map<string, PlateGpus>();
  return (use) => {
    const key = canonicalJson({ ...use });
    const gpus = known.get(key) ?? open(use);
    known.set(key, gpus);
    return gpus;
  };
}
