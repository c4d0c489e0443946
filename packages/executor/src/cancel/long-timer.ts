/** Longest that a timer of Node can wait; whatever is longer it takes for 1 ms. */
const LONGEST_MS = 2 ** 31 - 1;

/** A timer, for `clearTimeout`; none for what is longer than any timer can wait: more than 24 days are as good as for ever. */
export function longTimer(ring: () => void, ms: number): ReturnType<typeof setTimeout> | undefined {
  return ms <= LONGEST_MS ? setTimeout(ring, ms) : undefined;
}
