interface Scheduler {
  readonly setImmediate?: (callback: () => void) => unknown;
}

/** Lets the event loop turn once, so that reads and writes under way go on between two computations. */
export function eventTurn(): Promise<void> {
  const { setImmediate = setTimeout } = globalThis as Scheduler;
  return new Promise((resolve) => void setImmediate(resolve));
}
