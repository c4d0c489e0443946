/** Values of 1, 2, 4 or 8 bytes for samples of 8 or 16 bits, from a table of one for each that there can be. */
export function lookUp<Narrow>(bytes: i32, source: usize, target: usize, samples: i32, table: usize): void {
  if (bytes === 1) lookUpEach<Narrow, u8>(source, target, samples, table);
  else if (bytes === 2) lookUpEach<Narrow, u16>(source, target, samples, table);
  else if (bytes === 4) lookUpEach<Narrow, u32>(source, target, samples, table);
  else lookUpEach<Narrow, u64>(source, target, samples, table);
}

function lookUpEach<T, V>(source: usize, target: usize, samples: i32, table: usize): void {
  let i: usize = 0;
  for (; i + 4 <= <usize>samples; i += 4) {
    const from = source + i * sizeof<T>();
    const to = target + i * sizeof<V>();
    const first = load<V>(table + <usize>load<T>(from) * sizeof<V>());
    const second = load<V>(table + <usize>load<T>(from + sizeof<T>()) * sizeof<V>());
    const third = load<V>(table + <usize>load<T>(from + 2 * sizeof<T>()) * sizeof<V>());
    const fourth = load<V>(table + <usize>load<T>(from + 3 * sizeof<T>()) * sizeof<V>());
    store<V>(to, first);
    store<V>(to + sizeof<V>(), second);
    store<V>(to + 2 * sizeof<V>(), third);
    store<V>(to + 3 * sizeof<V>(), fourth);
  }
  for (; i < <usize>samples; i++) {
    store<V>(target + i * sizeof<V>(), load<V>(table + <usize>load<T>(source + i * sizeof<T>()) * sizeof<V>()));
  }
}
