import { fail } from "../errors.ts";
import type { GpuLease, LeaseEnd } from "./gpu-lease.ts";
import type { GiveBack, SlotExchange } from "./slot-exchange.ts";
import { SlotQueue } from "./slot-queue.ts";

/** The leases of one adapter in this process, counted where they are granted and released. */
export interface LeaseCounts {
  /** Held now. */
  readonly held: number;
  /** Most that were held at the same time. */
  readonly maximum: number;
  readonly waiting: number;
  /** Granted since the beginning. */
  readonly granted: number;
  /** Slots that are not used again after repeated crashes. */
  readonly retired: number;
}

/** The slots of all adapters. */
export interface SlotTable {
  /** @throws `GPU_ADAPTER_UNKNOWN`, `GPU_NO_SLOTS`, `GPU_LEASE_CANCELLED`, `GPU_LOCKS_UNUSABLE` */
  lease(adapter: string, signal: AbortSignal | null): Promise<GpuLease>;
  /** @throws `GPU_ADAPTER_UNKNOWN` */
  counts(adapter: string): LeaseCounts;
}

interface Entry {
  readonly queue: SlotQueue;
  held: number;
  maximum: number;
  granted: number;
}

/** A table with the given slots per adapter; `exchange` limits the sum over all processes of the machine to them. */
export function slotTable(slots: ReadonlyMap<string, number>, exchange: SlotExchange): SlotTable {
  const entries = new Map(
    [...slots].map(([id, count]) => [id, { queue: new SlotQueue(id, count), held: 0, maximum: 0, granted: 0 }]),
  );
  const entryOf = (adapter: string): Entry => {
    const entry = entries.get(adapter);
    if (entry === undefined) throw unknownAdapter(adapter, [...slots.keys()]);
    return entry;
  };
  return {
    lease: async (adapter, signal) => grant(adapter, entryOf(adapter), exchange, signal),
    counts: (adapter) => {
      const { queue, held, maximum, granted } = entryOf(adapter);
      return { held, maximum, granted, waiting: queue.waiting, retired: queue.retired };
    },
  };
}

async function grant(
  adapter: string,
  entry: Entry,
  exchange: SlotExchange,
  signal: AbortSignal | null,
): Promise<GpuLease> {
  const slot = await entry.queue.take(signal);
  const giveBack = await exchange.claim(adapter, entry.queue.usable, signal).catch((error) => {
    entry.queue.giveBack(slot, "unused");
    throw error;
  });
  entry.held += 1;
  entry.granted += 1;
  entry.maximum = Math.max(entry.maximum, entry.held);
  return leaseOf(adapter, slot, entry, giveBack);
}

function leaseOf(adapter: string, slot: number, entry: Entry, giveBack: GiveBack): GpuLease {
  let released: Promise<void> | null = null;
  const release = async (end: LeaseEnd): Promise<void> => {
    entry.held -= 1;
    await giveBack().finally(() => entry.queue.giveBack(slot, end));
  };
  return Object.freeze({
    adapter,
    slot,
    release: (end: LeaseEnd = "finished") => {
      released ??= release(end);
      return released;
    },
    [Symbol.asyncDispose]: () => {
      released ??= release("finished");
      return released;
    },
  });
}

function unknownAdapter(adapter: string, known: readonly string[]): Error {
  return fail("GPU_ADAPTER_UNKNOWN", `Cannot use GPU: expected one of [${known.join(", ")}], got '${adapter}'`, {
    details: { adapter, known },
  });
}
