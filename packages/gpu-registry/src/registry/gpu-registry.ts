import type { GpuInventory } from "@ohcs/context";
import { fail } from "../errors.ts";
import type { GpuProbe } from "../probe/inspect-gpus.ts";
import type { GpuLease } from "../slots/gpu-lease.ts";
import { aloneOnMachine, type SlotExchange } from "../slots/slot-exchange.ts";
import { type SlotTable, slotTable } from "../slots/slot-table.ts";
import { checkSettings, type GpuSettings } from "./gpu-settings.ts";
import type { AdapterStatus, GpuStatus } from "./gpu-status.ts";
import { adapterMemory, slotCount, slotRoom, usableBytes, type VendorMemory } from "./slot-count.ts";

/** Parts of a registry. */
export interface GpuRegistryParts {
  /** Finds GPUs; called once. */
  readonly probe: () => Promise<GpuProbe>;
  /** Memory of the machine, in bytes. */
  readonly hostMemoryBytes: number;
  readonly settings?: GpuSettings;
  /** Boards reported by the vendors' tools; queried only if there is hardware. @default none */
  readonly vendorMemory?: () => Promise<readonly VendorMemory[]>;
  /** @default this process is alone on its machine */
  readonly exchange?: SlotExchange;
}

/** The GPUs of this process: found once, their slots leased. Having none is a normal state with a reason. */
export interface GpuRegistry {
  /** @throws `GPU_ALREADY_INITIALIZED` */
  initialize(): Promise<GpuStatus>;
  /** The same, for callers that need not be the first. */
  ensureInitialized(): Promise<GpuStatus>;
  /** A copy that does not change. @throws `GPU_NOT_INITIALIZED` */
  status(): GpuStatus;
  /** The facts for the compiler: every adapter, unusable ones with 0 slots. @throws `GPU_NOT_INITIALIZED` */
  inventory(): GpuInventory;
  /**
   * The same GPUs, without probing again, with as many slots as wells of the given size fit their memory.
   * @throws `GPU_NOT_INITIALIZED`, `GPU_SETTINGS_INVALID`
   */
  forPeak(peakBytes: number): Promise<GpuRegistry>;
  /**
   * The right to use a slot of an adapter; requests are served in order.
   * @throws `GPU_NOT_INITIALIZED`, `GPU_ADAPTER_UNKNOWN`, `GPU_NO_SLOTS`, `GPU_LEASE_CANCELLED`, `GPU_LOCKS_UNUSABLE`
   */
  lease(adapter: string, options?: { readonly signal?: AbortSignal }): Promise<GpuLease>;
}

interface Initialized {
  readonly probe: GpuProbe;
  readonly boards: readonly VendorMemory[];
  readonly adapters: readonly Omit<AdapterStatus, "leases">[];
  readonly table: SlotTable;
}

/** Creates a registry; no GPU is probed before it is initialised. @throws `GPU_SETTINGS_INVALID` */
export function createGpuRegistry(parts: GpuRegistryParts): GpuRegistry {
  checkSettings(parts.settings ?? {});
  let beginning: Promise<GpuStatus> | null = null;
  let initialized: Initialized | null = null;
  const state = (): Initialized => {
    if (initialized !== null) return initialized;
    throw fail("GPU_NOT_INITIALIZED", "Cannot use registry: it is not initialised");
  };
  const begin = async (): Promise<GpuStatus> => {
    const probe = await parts.probe();
    const hasHardware = probe.adapters.some(({ software, selfTest }) => !software && selfTest.passed);
    initialized = stateOf(probe, parts, hasHardware ? ((await parts.vendorMemory?.()) ?? []) : []);
    return statusOf(initialized);
  };
  const ensureInitialized = (): Promise<GpuStatus> => {
    beginning ??= begin().catch((error) => {
      beginning = null;
      throw error;
    });
    return beginning.then(() => statusOf(state()));
  };
  const byPeak = new Map<number, Promise<GpuRegistry>>();
  const forPeak = async (peakBytes: number): Promise<GpuRegistry> => {
    const made = byPeak.get(peakBytes) ?? initializedFor(parts, state(), peakBytes);
    byPeak.set(peakBytes, made);
    return made;
  };
  return Object.freeze({
    forPeak,
    ensureInitialized,
    initialize: async () => {
      if (beginning === null) return ensureInitialized();
      throw fail("GPU_ALREADY_INITIALIZED", "Cannot initialise registry: it is already initialised");
    },
    status: () => statusOf(state()),
    inventory: () => inventoryOf(state(), parts.settings ?? {}),
    lease: async (adapter, { signal } = {}) => state().table.lease(adapter, signal ?? null),
  } satisfies GpuRegistry);
}

/** A registry of the GPUs found before, with slots for another peak. */
async function initializedFor(parts: GpuRegistryParts, { probe, boards }: Initialized, peakBytes: number) {
  const found = { probe: async () => probe, vendorMemory: async () => boards };
  const registry = createGpuRegistry({ ...parts, ...found, settings: { ...parts.settings, peakBytes } });
  await registry.initialize();
  return registry;
}

function stateOf(
  probe: GpuProbe,
  { settings = {}, hostMemoryBytes, exchange = aloneOnMachine }: GpuRegistryParts,
  boards: readonly VendorMemory[],
): Initialized {
  const adapters = probe.adapters.map((record) => {
    const memory = adapterMemory(record, settings, hostMemoryBytes, boards);
    return { ...record, memory, ...slotCount(record, settings, memory.bytes) };
  });
  const table = slotTable(new Map(adapters.map(({ id, slots }) => [id, slots])), exchange);
  return { probe, boards, adapters, table };
}

function statusOf({ probe, adapters, table }: Initialized): GpuStatus {
  const { specVersion, provider, reason, notes } = probe;
  const withLeases = adapters.map((adapter) => ({ ...adapter, leases: table.counts(adapter.id) }));
  return structuredClone({ specVersion, provider, adapters: withLeases, reason, notes });
}

function inventoryOf({ adapters }: Initialized, settings: GpuSettings): GpuInventory {
  const known = adapters.map((adapter) => {
    const { id, name, software, slots, limits, features, memory } = adapter;
    const room = slotRoom(adapter, settings);
    return {
      id,
      name,
      software,
      slots,
      limits,
      features,
      memoryBytes: usableBytes(memory.bytes),
      ...(room === null ? {} : { room }),
    };
  });
  return structuredClone({ specVersion: 1 as const, adapters: known });
}
