/** How the use of a slot ended: its worker is intact, or it crashed (exit, signal, lost device, deadline). */
export type LeaseEnd = "finished" | "crashed";

/**
 * The right to use one slot of an adapter, until it is released. `await using lease = await registry.lease(id)`
 * releases it on success, error and cancel alike; if its worker crashed, call `release("crashed")`.
 */
export interface GpuLease {
  readonly adapter: string;
  /** From 0; a worker that holds a device belongs to one slot. */
  readonly slot: number;
  /** Only the first call counts. @throws `GPU_LOCKS_UNUSABLE`; this process's slot is free even then */
  release(end?: LeaseEnd): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
