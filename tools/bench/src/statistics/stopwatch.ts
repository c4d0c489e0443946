/** How long `work` takes, ms. */
export async function elapsed(work: () => unknown): Promise<number> {
  return (await timed(work)).ms;
}

/** Processor time of this process, all threads of it, while `work` runs, ms. */
export async function processorTime(work: () => unknown): Promise<number> {
  return (await timed(work)).cpuMs;
}

/** What some work came to, and what it took. */
export interface Timed<Value> {
  readonly value: Value;
  readonly ms: number;
  /** User and system time of this process, all threads of it. */
  readonly cpuMs: number;
}

/** Times `work` by the clock and by the processor. */
export async function timed<Value>(work: () => Value | Promise<Value>): Promise<Timed<Value>> {
  const [before, began] = [process.cpuUsage(), performance.now()];
  const value = await work();
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  return { value, ms, cpuMs: (user + system) / 1000 };
}
