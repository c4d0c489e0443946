/** Measures once; returns the figure, usually in ms. */
export type Measure = () => number | Promise<number>;

/**
 * Measures all contestants in every round, forwards and backwards by turns, so that a machine which gets slower or busier
 * does so for all. The first round warms up and is dropped. Returns the figures of each, index by index one round.
 */
export async function interleave<Name extends string>(
  rounds: number,
  contestants: Readonly<Record<Name, Measure>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(contestants) as Name[];
  const figures = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round <= rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const figure = await contestants[name]();
      if (round > 0) figures[name].push(figure);
    }
  }
  return figures;
}
