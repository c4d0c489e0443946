/** Moves the values (float64, none of them NaN) until the one of a rank stands in its place (Hoare's selection, the pivot a median of three). */
export function select(values: usize, count: i32, rank: i32): f64 {
  let left = 0;
  let right = count - 1;
  while (left < right) {
    const pivot = medianOfThree(at(values, left), at(values, (left + right) >> 1), at(values, right));
    let i = left;
    let j = right;
    while (i <= j) {
      while (at(values, i) < pivot) i++;
      while (at(values, j) > pivot) j--;
      if (i > j) break;
      const swapped = at(values, i);
      store<f64>(values + 8 * <usize>i, at(values, j));
      store<f64>(values + 8 * <usize>j, swapped);
      i++;
      j--;
    }
    if (rank <= j) right = j;
    else if (rank >= i) left = i;
    else break;
  }
  return at(values, rank);
}

function at(values: usize, i: i32): f64 {
  return load<f64>(values + 8 * <usize>i);
}

function medianOfThree(a: f64, b: f64, c: f64): f64 {
  return max(min(a, b), min(max(a, b), c));
}

/**
 * The value below which a percentage of `total` values lies, interpolated linearly; `count` of them stand at `values`, the others are NaN
 * and rank last. Moves them.
 */
export function percentile(values: usize, count: i32, total: i32, percentage: f64): f64 {
  const place = (percentage / 100) * <f64>(total - 1);
  const below = <i32>Math.floor(place);
  const above = min(below + 1, total - 1);
  if (above >= count) return NaN;
  const low = select(values, count, below);
  let high = above === below ? low : at(values, above);
  for (let i = above + 1; i < count; i++) high = min(high, at(values, i));
  return low + (high - low) * (place - <f64>below);
}
