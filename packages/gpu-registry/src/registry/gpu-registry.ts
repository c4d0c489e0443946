import type { GpuInventory } from "@ohcs/context";
import { fail } from "../errors.ts";
import type { GpuProbe } from "../probe/gpu-probe.ts";
import type { GpuLease } from "../slots/gpu-lease.ts";
import { aloneOnMachine, type SlotExchange } from "../slots/slot-exchange.ts";
import { type SlotTable, slotTable } from "../slots/slot-table.ts";
import { adapterMemory, type VendorMemory } from "./adapter-memory.ts";
import { checkSettings, type GpuSettings } from "./gpu-settings.ts";
import type { AdapterStatus, GpuStatus } from "./gpu-status.ts";
import { slotCount, slotRoom, usableBytes } from "./slot-count.ts";

/** What a registry is made of. */
export interface GpuRegistryParts {
  /** Looks for GPUs; called once. */
  readonly probe: () => Promise<GpuProbe>;
  /** Memory of the machine, in bytes. */
  readonly hostMemoryBytes: number;
  readonly settings?: GpuSettings;
  /** What the tools of vendors tell of boards; asked only where there is hardware. @default nothing */
  readonly vendorMemory?: () => Promise<readonly VendorMemory[]>;
  /** @default this process is alone on its machine */
  readonly exchange?: SlotExchange;
}

/** The GPUs of this process: found once, their slots leased. That there are none is a normal state with a reason. */
export interface GpuRegistry {
  /** @throws `GPU_ALREADY_INITIALIZED` */
  initialize(): Promise<GpuStatus>;
  /** The same, for callers that need not be the first. */
  ensureInitialized(): Promise<GpuStatus>;
  /** A copy, which nothing changes any more. @throws `GPU_NOT_INITIALIZED` */
  status(): GpuStatus;
  /** What the compiler may know: every adapter, unusable ones with 0 slots. @throws `GPU_NOT_INITIALIZED` */
  inventory(): GpuInventory;
  /**
   * The same GPUs, found once, for wells whose images take so many bytes: with as many slots as their memory holds.
   * @throws `GPU_NOT_INITIALIZED`, `GPU_SETTINGS_INVALID`
   */
  forPeak(peakBytes: number): Promise<GpuRegistry>;
  /**
   * The right to use a slot of an adapter; who asks first is served first.
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

/** Makes a registry; nothing is looked for before it is initialised. @throws `GPU_SETTINGS_INVALID` */
export function createGpuRegistry(parts: GpuRegistryParts): GpuRegistry {
  checkSettings(parts.settings ?? {});
  let beginning: Promise<GpuStatus> | null = null;
  let initialized: Initialized | null = null;
  const state = (): Initialized => {
    if (initialized !== null) return initialized;
    throw fail("GPU_NOT_INITIALIZED", "Cannot ask registry: expected it to be initialised, got asked before");
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
      throw fail("GPU_ALREADY_INITIALIZED", "Cannot initialise registry: expected the first call, got another one");
    },
    status: () => statusOf(state()),
    inventory: () => inventoryOf(state(), parts.settings ?? {}),
    lease: async (adapter, { signal } = {}) => state().table.lease(adapter, signal ?? null),
  } satisfies GpuRegistry);
}

/** A registry of what was found before, with slots for another peak. */
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
