/** The seed of this run (see `vitest.config.ts`), printed, so that a failure can be repeated. */
export function printedSeed(test: string): number {
  const seed = Number(process.env.OHCS_TEST_SEED);
  process.stderr.write(`${test}: OHCS_TEST_SEED=${seed}\n`);
  return seed;
}

/** Numbers from 0 up to 1 determined by a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
