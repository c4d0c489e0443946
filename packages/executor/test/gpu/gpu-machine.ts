import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GpuAdapter } from "@ohcs/context";
import type { GpuWorkers } from "@ohcs/executor";
import { gpuProcesses } from "@ohcs/executor/gpu";
import { createGpuRegistry, type GpuRegistry, type GpuSettings } from "@ohcs/gpu-registry";
import { dawnReference, machineSlots, type ProviderReference, probeMachine } from "@ohcs/gpu-registry/host";
import { driverEnv, type SoftwareDriver } from "@ohcs/testkit/gpu-drivers";

/** A machine with these software drivers, whose slots are used exclusively. */
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

/** @param settings What the user says of the GPUs with these names. */
export async function gpuMachine(
  drivers: readonly SoftwareDriver[],
  settings: (names: readonly string[]) => GpuSettings = () => ({}),
  provider: ProviderReference = dawnReference({ backend: "vulkan" }),
): Promise<GpuMachine> {
  const folder = await mkdtemp(join(tmpdir(), "ohcs-executor-gpu-"));
  const env = driverEnv(...drivers);
  const probe = await probeMachine({ env, provider });
  const registry = createGpuRegistry({
    probe: async () => probe,
    hostMemoryBytes: 4e9,
    exchange: machineSlots({ folder, pollMs: 5 }),
    settings: settings(probe.adapters.map(({ name }) => name)),
  });
  await registry.initialize();
  return {
    registry,
    adapters: registry.inventory().adapters,
    workers: (own = {}, patienceMs) =>
      gpuProcesses({
        registry,
        provider,
        env: { ...env, ...own },
        ...(patienceMs === undefined ? {} : { patienceMs }),
      }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
