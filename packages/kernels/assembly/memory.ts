// Memory is given out by the caller: code here only reads and writes where it is told to.

/** The first byte that no constant of this module takes. */
export function arenaStart(): usize {
  return (__heap_base + 63) & ~63;
}

/** Where index `i` of an axis of `length` samples falls when the axis is mirrored at its edges. */
export function reflected(i: i32, length: i32): i32 {
  if (u32(i) < u32(length)) return i;
  const period = 2 * length;
  let wrapped = i % period;
  if (wrapped < 0) wrapped += period;
  return wrapped < length ? wrapped : period - 1 - wrapped;
}

/** Mirrors the ends of a line of `length` samples, whose first is at `line`, over `radius` samples to either side. */
export function mirrorEnds<T>(line: usize, length: i32, radius: i32): void {
  for (let i = 1; i <= radius; i++) {
    const left = reflected(-i, length);
    const right = reflected(length - 1 + i, length);
    store<T>(line - <usize>i * sizeof<T>(), load<T>(line + <usize>left * sizeof<T>()));
    store<T>(line + <usize>(length - 1 + i) * sizeof<T>(), load<T>(line + <usize>right * sizeof<T>()));
  }
}
