/** The seed of this run (see `vitest.config.ts`), printed, so that a failure can be repeated. */
export function printedSeed(what: string): number {
  const seed = Number(process.env.OHCS_TEST_SEED);
  process.stderr.write(`${what}: OHCS_TEST_SEED=${seed}\n`);
  return seed;
}

/** Whole numbers determined by a seed (a linear congruential generator of Numerical Recipes). */
export function numbersOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A copy of the file that is cut somewhere, or has one to eight of its bits flipped. */
export function damaged(file: Uint8Array, below: (count: number) => number): Uint8Array {
  const bytes = file.slice();
  if (below(2) === 0) return bytes.slice(0, below(bytes.length));
  for (let flips = 1 + below(8); flips > 0; flips--) {
    const at = below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
  }
  return bytes;
}
