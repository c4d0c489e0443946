const COLUMN: usize = 24;

/**
 * Adds what a tile has in a row of the canvas to `sums` and `weights` (float64), which begin with the first column that it covers: between the rows
 * `above` and `below` of the tile, `fraction` of the way. `columns` has 3 float64 for each of `count` columns, as
 * `src/stitching/assemble-tiles.ts` says.
 */
export function blendRow<T>(
  above: usize,
  below: usize,
  columns: usize,
  count: i32,
  fraction: f64,
  weight: f64,
  sums: usize,
  weights: usize,
): void {
  const end = columns + COLUMN * <usize>count;
  for (; columns < end; columns += COLUMN, sums += 8, weights += 8) {
    const beyond = load<f64>(columns, 8);
    const left = <usize>load<f64>(columns) * sizeof<T>();
    const right = beyond === 0 ? left : left + sizeof<T>();
    const upper = mix(<f64>load<T>(above + left), <f64>load<T>(above + right), beyond);
    const lower = mix(<f64>load<T>(below + left), <f64>load<T>(below + right), beyond);
    const share = weight * load<f64>(columns, 16);
    store<f64>(sums, load<f64>(sums) + share * mix(upper, lower, fraction));
    store<f64>(weights, load<f64>(weights) + share);
  }
}

function mix(a: f64, b: f64, fraction: f64): f64 {
  return a + (b - a) * fraction;
}

/** Sums by their weights, as float32; 0 where there is none. */
export function divideRow(sums: usize, weights: usize, width: i32, target: usize): void {
  for (let i: usize = 0; i < <usize>width; i++) {
    const weight = load<f64>(weights + 8 * i);
    store<f32>(target + 4 * i, weight > 0 ? <f32>(load<f64>(sums + 8 * i) / weight) : 0);
  }
}
