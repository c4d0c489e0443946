/** Releases a place; may be called twice. */
export type GiveBack = () => Promise<void>;

/** Coordinates the use of an adapter between the runs of one machine. */
export interface SlotExchange {
  /**
   * Waits until fewer than `capacity` leases of the adapter are held on the machine, and counts one more.
   * @throws `GPU_LEASE_CANCELLED`, `GPU_LOCKS_UNUSABLE`
   */
  claim(adapter: string, capacity: number, signal: AbortSignal | null): Promise<GiveBack>;
}

/** An exchange for a process that is alone on its machine, such as a browser. */
export const aloneOnMachine: SlotExchange = { claim: async () => async () => undefined };
