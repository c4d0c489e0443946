import type { RunnerOptions } from "@ohcs/context";
import type { AdapterStatus, GpuRegistry } from "@ohcs/gpu-registry";
import type { ProviderReference } from "@ohcs/gpu-registry/host";
import { machineMemory } from "../memory/machine-memory.ts";
import { limitsOf, type MemoryGuard } from "../memory/memory-guard.ts";
import { GpuProcessSession } from "./gpu-process-session.ts";
import type { GpuWorkers } from "./gpu-workers.ts";

export interface GpuProcessesOptions {
  /** Initialised. Its slots are leased, well by well. */
  readonly registry: GpuRegistry;
  /** The provider that opens devices: that of the registry. */
  readonly provider: ProviderReference;
  /** Beside the environment of this process: what the registry's probe had, too. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * How long a worker waits for its device to open, and for one download, ms; then the driver hangs, or a kernel never ends. Opening has
   * this limit also where the driver blocks the worker's process meanwhile.
   * Real GPUs are reset by their drivers after seconds; software adapters are slow, and honest work of theirs takes a minute.
   * @default 120000
   */
  readonly patienceMs?: number;
  /** URL of the worker's entry, for those who bundle. @default that of `@ohcs/executor/worker-process` */
  readonly workerUrl?: string;
  /** When a worker that holds too much is ended because memory is short. */
  readonly memory?: MemoryGuard;
}

const PATIENCE_MS = 120_000;

/**
 * Wells that need a GPU run in processes, one for each slot of an adapter, that each hold one device as long as they live: a
 * driver that crashes or hangs takes one process along. A slot is leased before the well begins, and given back however it
 * ends.
 */
export function gpuProcesses(options: GpuProcessesOptions): GpuWorkers {
  const { registry, provider, env = {}, patienceMs = PATIENCE_MS } = options;
  const adaptersOf = (ids: ReadonlySet<string>) => registry.status().adapters.filter(({ id }) => ids.has(id));
  const slotsOf = (ids: ReadonlySet<string>) =>
    adaptersOf(ids).reduce((sum, { slots, leases }) => sum + slots - leases.retired, 0);
  return Object.freeze({
    slotsOf,
    start: (start: RunnerOptions) =>
      new GpuProcessSession(start, {
        registry,
        provider,
        env,
        patienceMs,
        workerUrl: options.workerUrl ?? import.meta.resolve("@ohcs/executor/worker-process"),
        memory: limitsOf(options.memory ?? {}, machineMemory(), start.width),
      }),
    useOf: (ids: ReadonlySet<string>) => adaptersOf(ids).map(useOf),
  });
}

function useOf({ id, name, software, slots, leases: { maximum, granted, retired } }: AdapterStatus) {
  return { adapter: id, name, software, slots, maximum, granted, retired };
}
