/**
 * The minimum over `[x − half, x + half]` of each row of a `height × width` plane; samples beyond the edge do not count.
 * Windows are doubled until they span the length, so the cost grows with its logarithm.
 */
export function slidingRowMinimum(source: Float64Array, width: number, half: number): Float64Array {
  if (half === 0) return source.slice();
  const minimum = new Float64Array(source.length);
  const length = 2 * half + 1;
  const line = new Float64Array(width + 2 * half).fill(Number.POSITIVE_INFINITY);
  for (let row = 0; row < source.length; row += width) {
    line.fill(Number.POSITIVE_INFINITY);
    line.set(source.subarray(row, row + width), half);
    const span = doubleWindows(line, length);
    for (let x = 0; x < width; x++) {
      minimum[row + x] = Math.min(line[x]!, line[x + length - span]!);
    }
  }
  return minimum;
}

/** Lets `line[i]` become the minimum of `span` samples from i on; span is the largest power of two below `length`. */
function doubleWindows(line: Float64Array, length: number): number {
  let span = 1;
  for (; 2 * span < length; span *= 2) {
    const last = line.length - span;
    for (let i = 0; i < last; i++) if (line[i + span]! < line[i]!) line[i] = line[i + span]!;
  }
  return span;
}
