import { nodeGpuRegistry } from "@ohcs/gpu-registry/host";
import { gpuSettingsOf } from "ohcs/settings";
import type { ConfigFlags } from "../commands/command-options.ts";
import { soundConfig } from "../config/sound-config.ts";
import { EXIT, type Outcome, type Session } from "../program/session.ts";
import { gpusView } from "./gpus-view.ts";

/**
 * Probes the machine; that it has no GPU is no failure, since every pipeline without a requirement runs on the CPU. Memory and
 * slots are as the configuration says. @throws `COMPILE_FAILED` where it has mistakes
 */
export async function showGpus(flags: Pick<ConfigFlags, "set">, { directory }: Session): Promise<Outcome> {
  const { config } = await soundConfig(flags, directory, null);
  const status = await nodeGpuRegistry(gpuSettingsOf(config)).initialize();
  const named = Object.keys(config.gpuMemoryBytes);
  return { exitCode: EXIT.success, json: status, text: (style) => gpusView(status, named, style) };
}
