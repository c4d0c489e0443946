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

const BUCKETS: usize = 256;
/** Fewer values are not worth the counting. */
const COUNTED: i32 = 48;
const counts = memory.data(4 * 256);

// The lesser values of a percentile, and the one above them.
let low: f64 = 0;
let high: f64 = 0;

/**
 * The value below which a percentage of `total` values lies, interpolated linearly; `count` of them stand at `values`, the others are NaN
 * and rank last. Leaves anything there.
 */
export function percentile(values: usize, count: i32, total: i32, percentage: f64): f64 {
  const place = (percentage / 100) * <f64>(total - 1);
  const below = <i32>Math.floor(place);
  const above = min(below + 1, total - 1);
  if (above >= count) return NaN;
  if (count < COUNTED || !findByBuckets(values, count, below)) findBySelection(values, count, below);
  if (above === below) high = low;
  return low + (high - low) * (place - <f64>below);
}

/** Finds the value of a rank and the next one, which is ∞ after the last. */
function findBySelection(values: usize, count: i32, rank: i32): void {
  low = select(values, count, rank);
  high = Infinity;
  for (let i = rank + 1; i < count; i++) high = min(high, at(values, i));
}

/**
 * The same among the values that share a bucket with that of the rank, where buckets of equal width order the others; false where their
 * range is none or has no end. Nothing here depends on how values compare, so that no branch is foreseen wrongly.
 */
function findByBuckets(values: usize, count: i32, rank: i32): bool {
  // Pairs from both ends, which may meet in the middle.
  const pairs = values + 8 * <usize>count - 16;
  let leastTwo = f64x2.splat(Infinity);
  let greatestTwo = f64x2.splat(-Infinity);
  for (let i: usize = 0; i < 8 * <usize>(count >> 1); i += 16) {
    const head = v128.load(values + i);
    const tail = v128.load(pairs - i);
    leastTwo = f64x2.pmin(leastTwo, f64x2.pmin(head, tail));
    greatestTwo = f64x2.pmax(greatestTwo, f64x2.pmax(head, tail));
  }
  let least = min(f64x2.extract_lane(leastTwo, 0), f64x2.extract_lane(leastTwo, 1));
  let greatest = max(f64x2.extract_lane(greatestTwo, 0), f64x2.extract_lane(greatestTwo, 1));
  const middle = at(values, count >> 1);
  least = min(least, middle);
  greatest = max(greatest, middle);
  const scale = <f64>(BUCKETS - 1) / (greatest - least);
  if (!(scale > 0 && scale < Infinity)) return false;
  memory.fill(counts, 0, 4 * BUCKETS);
  for (let i = 0; i < count; i++) {
    const place = counts + 4 * bucketOf(at(values, i), least, scale);
    store<u32>(place, load<u32>(place) + 1);
  }
  let bucket: usize = 0;
  let before = rank;
  for (; before >= load<i32>(counts + 4 * bucket); bucket++) before -= load<i32>(counts + 4 * bucket);
  const gathered = gatherBucket(values, count, bucket, least, scale);
  const beyond = high;
  findBySelection(values, gathered, before);
  high = min(high, beyond);
  return true;
}

function bucketOf(value: f64, least: f64, scale: f64): usize {
  return <usize>(<i32>((value - least) * scale));
}

/** Moves the values of a bucket to the front and returns how many there are; the least of those above it is `high` then. */
function gatherBucket(values: usize, count: i32, bucket: usize, least: f64, scale: f64): i32 {
  let gathered = 0;
  high = Infinity;
  for (let i = 0; i < count; i++) {
    const value = at(values, i);
    const own = bucketOf(value, least, scale);
    store<f64>(values + 8 * <usize>gathered, value);
    gathered += i32(own === bucket);
    high = min(high, own > bucket ? value : Infinity);
  }
  return gathered;
}
