/** Gives a place back; may be called twice. */
export type GiveBack = () => Promise<void>;

/** Where the runs of one machine agree on who uses an adapter. */
export interface SlotExchange {
  /**
   * Waits until fewer than `capacity` leases of the adapter are held on the machine, and counts one more.
   * @throws `GPU_LEASE_CANCELLED`, `GPU_LOCKS_UNUSABLE`
   */
  claim(adapter: string, capacity: number, signal: AbortSignal | null): Promise<GiveBack>;
}

/** An exchange for a process that is alone on its machine: a browser, say. */
export const aloneOnMachine: SlotExchange = { claim: async () => async () => undefined };
