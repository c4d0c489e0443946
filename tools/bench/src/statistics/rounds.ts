/** What some work came to, and what it took. */
export interface Timed<Value> {
  readonly value: Value;
  readonly ms: number;
  /** User and system time of this process, all threads of it. */
  readonly cpuMs: number;
}

/** A summary of repeated measurements: the median is the figure, the extremes show its reliability. */
export interface Summary {
  readonly rounds: number;
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Measures once; returns the figure, usually in ms. */
export type Measure = () => number | Promise<number>;

type Measured<Contestants> = {
  [Name in keyof Contestants]: Contestants[Name] extends () => infer Figure ? Awaited<Figure>[] : never;
};

/**
 * Measures all contestants in every round, forwards and backwards by turns, so that a machine which gets slower or busier
 * does so for all. The first round warms up and is dropped. Returns what each measured, index by index one round.
 */
export async function interleave<Contestants extends Readonly<Record<string, () => unknown>>>(
  rounds: number,
  contestants: Contestants,
): Promise<Measured<Contestants>> {
  const entries = Object.entries(contestants).map(([name, measure]) => ({ name, measure, figures: [] as unknown[] }));
  for (let round = 0; round <= rounds; round++) {
    for (const { measure, figures } of round % 2 === 0 ? entries : entries.toReversed()) {
      const figure = await measure();
      if (round > 0) figures.push(figure);
    }
  }
  return Object.fromEntries(entries.map(({ name, figures }) => [name, figures])) as Measured<Contestants>;
}

/** @throws `Error` for an empty list */
export function summarize(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined || min === undefined || max === undefined)
    throw new Error("Cannot summarize: expected at least one value");
  return { rounds: sorted.length, min, median: (low + high) / 2, max };
}

/**
 * `combine` of the values of each round by itself, summarized: what slows a whole round down slows both values and
 * cancels out of their ratio.
 * @throws `Error` where the numbers of rounds differ
 */
export function paired(a: readonly number[], b: readonly number[]): Summary;
export function paired<A, B>(a: readonly A[], b: readonly B[], combine: (a: A, b: B) => number): Summary;
export function paired<A, B>(
  a: readonly A[],
  b: readonly B[],
  combine: (a: A, b: B) => number = (one, other) => Number(one) / Number(other),
): Summary {
  if (a.length !== b.length)
    throw new Error(`Cannot pair rounds: expected ${a.length} on both sides, got ${b.length} on one`);
  return summarize(a.map((value, round) => combine(value, b[round] as B)));
}

/**
 * `combine` of the smallest value of each side. On a machine so busy that medians vary from run to run, this is the
 * undisturbed speed of both.
 * @throws `Error` where one side has no values
 */
export function atBest(
  a: readonly number[],
  b: readonly number[],
  combine: (a: number, b: number) => number = (one, other) => one / other,
): number {
  if (a.length === 0 || b.length === 0) throw new Error("Cannot compare the best: one side has no values");
  return combine(Math.min(...a), Math.min(...b));
}

/** How long `work` takes, ms. */
export async function elapsed(work: () => unknown): Promise<number> {
  return (await timed(work)).ms;
}

/** Processor time of this process, all threads of it, while `work` runs, ms. */
export async function processorTime(work: () => unknown): Promise<number> {
  return (await timed(work)).cpuMs;
}

export async function timed<Value>(work: () => Value | Promise<Value>): Promise<Timed<Value>> {
  const [before, began] = [process.cpuUsage(), performance.now()];
  const value = await work();
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  return { value, ms, cpuMs: (user + system) / 1000 };
}
