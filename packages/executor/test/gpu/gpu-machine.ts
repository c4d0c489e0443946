import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GpuAdapter } from "@ohcs/context";
import type { GpuWorkers } from "@ohcs/executor";
import { gpuProcesses } from "@ohcs/executor/gpu";
import type { GpuRegistry, GpuSettings } from "@ohcs/gpu-registry";
import { dawnReference, nodeGpuRegistry, type ProviderReference } from "@ohcs/gpu-registry/host";
import { driverEnv, type SoftwareDriver } from "@ohcs/testkit/gpu-drivers";

/** A machine with these software drivers, whose slots nobody else uses. */
export interface GpuMachine {
  readonly registry: GpuRegistry;
  readonly adapters: readonly GpuAdapter[];
  /** Workers with this environment beside that of the driver. */
  workers(env?: Readonly<Record<string, string>>, patienceMs?: number): GpuWorkers;
  remove(): Promise<void>;
}

const providersUrl = new URL("../fixtures/gpu-providers.mjs", import.meta.url).href;

/** A provider of the fixtures. */
export function providerOfTests(name: string): ProviderReference {
  return { name, url: providersUrl, export: name, options: { backend: "vulkan" } };
}

export async function gpuMachine(
  drivers: readonly SoftwareDriver[],
  settings: GpuSettings = {},
  provider: ProviderReference = dawnReference({ backend: "vulkan" }),
): Promise<GpuMachine> {
  const folder = await mkdtemp(join(tmpdir(), "ohcs-executor-gpu-"));
  const env = driverEnv(...drivers);
  const registry = nodeGpuRegistry({ settings, probe: { env, provider }, slots: { folder, pollMs: 5 } });
  await registry.initialize();
  return {
    registry,
    adapters: registry.inventory().adapters,
    workers: (own = {}, patienceMs) =>
      gpuProcesses({
        ...{ registry, provider, env: { ...env, ...own } },
        ...(patienceMs === undefined ? {} : { patienceMs }),
      }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
