const counts = memory.data(4 * 256);

/**
 * Sorts `count` float64 that were samples of a type, NaN last, byte by byte of as many as the type has. `spare` has room for twice as many.
 */
export function sortValues<T>(values: usize, count: i32, spare: usize): void {
  if (sizeof<T>() === 1) sortAs<T, u8>(values, count, spare);
  else if (sizeof<T>() === 2) sortAs<T, u16>(values, count, spare);
  else if (sizeof<T>() === 4) sortAs<T, u32>(values, count, spare);
  else sortAs<T, u64>(values, count, spare);
}

/** `K`: keys that order as the samples do, as unsigned integers. */
function sortAs<T, K>(values: usize, count: i32, spare: usize): void {
  let from = spare;
  let to = spare + 8 * <usize>count;
  for (let i: usize = 0; i < <usize>count; i++)
    store<K>(from + i * sizeof<K>(), keyOf<T, K>(load<f64>(values + 8 * i)));
  for (let shift: u32 = 0; shift < 8 * <u32>sizeof<K>(); shift += 8) {
    if (!sortByByte<K>(from, to, <usize>count, <K>shift)) continue;
    const swapped = from;
    from = to;
    to = swapped;
  }
  for (let i: usize = 0; i < <usize>count; i++)
    store<f64>(values + 8 * i, sampleOf<T, K>(load<K>(from + i * sizeof<K>())));
}

/** False, and nothing done, where all have the same byte. */
function sortByByte<K>(from: usize, to: usize, count: usize, shift: K): bool {
  memory.fill(counts, 0, 4 * 256);
  for (let i: usize = 0; i < count; i++) {
    const place = placeOf<K>(load<K>(from + i * sizeof<K>()), shift);
    store<u32>(place, load<u32>(place) + 1);
  }
  if (<usize>load<u32>(placeOf<K>(load<K>(from), shift)) === count) return false;
  let before: u32 = 0;
  for (let place = counts; place < counts + 4 * 256; place += 4) {
    const here = load<u32>(place);
    store<u32>(place, before);
    before += here;
  }
  for (let i: usize = 0; i < count; i++) {
    const key = load<K>(from + i * sizeof<K>());
    const place = placeOf<K>(key, shift);
    const rank = load<u32>(place);
    store<K>(to + <usize>rank * sizeof<K>(), key);
    store<u32>(place, rank + 1);
  }
  return true;
}

function placeOf<K>(key: K, shift: K): usize {
  return counts + 4 * <usize>((key >> shift) & 0xff);
}

function keyOf<T, K>(value: f64): K {
  if (!isFloat<T>()) return isSigned<T>() ? <K>(<i64>value + 0x80000000) : <K>value;
  if (Number.isNaN(value)) return <K>-1;
  const sign = (<K>1) << (<K>(8 * sizeof<K>() - 1));
  const bits: K = sizeof<T>() === 4 ? <K>reinterpret<u32>(<f32>value) : <K>reinterpret<u64>(value);
  return bits & sign ? ~bits : bits ^ sign;
}

function sampleOf<T, K>(key: K): f64 {
  if (!isFloat<T>()) return isSigned<T>() ? <f64>(<i64>key - 0x80000000) : <f64>key;
  const sign = (<K>1) << (<K>(8 * sizeof<K>() - 1));
  const bits: K = key & sign ? key ^ sign : ~key;
  return sizeof<T>() === 4 ? <f64>reinterpret<f32>(<u32>bits) : reinterpret<f64>(<u64>bits);
}
