import { nodeGpuRegistry } from "@ohcs/gpu-registry/host";
import { EXIT } from "../program/exit-code.ts";
import type { Outcome } from "../program/outcome.ts";
import { gpusView } from "./gpus-view.ts";

/** Probes the machine; that it has no GPU is no failure, since every pipeline without a requirement runs on the CPU. */
export async function showGpus(): Promise<Outcome> {
  const status = await nodeGpuRegistry().initialize();
  return { exitCode: EXIT.success, json: status, text: (style) => gpusView(status, style) };
}
