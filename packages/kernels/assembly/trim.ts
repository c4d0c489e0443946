import { startsOfAreas } from "./object-runs";
import { appendLabelled, LABEL, RUN } from "./runs";
import { percentile } from "./select";

/**
 * The percentile of the samples of each label up to `most`, as float64, 0 without any; NaN ranks last. `ends` holds the areas of labels, and
 * afterwards where those of each end; `values` has room for a float64 for each pixel.
 */
export function percentileByLabel<T>(
  plane: usize,
  runs: usize,
  end: u32,
  ends: usize,
  most: u32,
  percentage: f64,
  target: usize,
  values: usize,
): void {
  startsOfAreas(ends, most);
  gather<T>(plane, runs, end, ends, values);
  percentilesOf(values, ends, most, percentage, target);
}

function gather<T>(plane: usize, runs: usize, end: u32, ends: usize, values: usize): void {
  for (let place = runs; place < runs + <usize>end * RUN; place += RUN) {
    const start = ends + 4 * <usize>load<u32>(place, LABEL);
    let value = values + 8 * <usize>load<u32>(start);
    store<u32>(start, load<u32>(start) + load<u32>(place, 4) - load<u32>(place));
    const last = plane + <usize>load<u32>(place, 4) * sizeof<T>();
    for (let pixel = plane + <usize>load<u32>(place) * sizeof<T>(); pixel < last; pixel += sizeof<T>(), value += 8) {
      store<f64>(value, <f64>load<T>(pixel));
    }
  }
}

/** The same of values (float64) that stand one label after the other. */
export function percentilesOf(values: usize, ends: usize, most: u32, percentage: f64, target: usize): void {
  store<f64>(target, 0);
  for (let label: u32 = 1; label <= most; label++) {
    const from = values + 8 * <usize>load<u32>(ends + 4 * <usize>(label - 1));
    const to = values + 8 * <usize>load<u32>(ends + 4 * <usize>label);
    let known = 0;
    for (let value = from; value < to; value += 8) {
      const one = load<f64>(value);
      store<f64>(from + 8 * <usize>known, one);
      known += i32(!Number.isNaN(one));
    }
    const total = <i32>((to - from) >> 3);
    store<f64>(target + 8 * <usize>label, total > 0 ? percentile(from, known, total, percentage) : 0);
  }
}

/** Writes of each run what exceeds the limit (float64) of its label into `target`; returns how many runs there are then. */
export function trimRuns<T>(plane: usize, runs: usize, end: u32, limits: usize, target: usize): u32 {
  let count: u32 = 0;
  for (let place = runs; place < runs + <usize>end * RUN; place += RUN) {
    const label = load<u32>(place, LABEL);
    const limit = load<f64>(limits + 8 * <usize>label);
    const stop = load<u32>(place, 4);
    let i = load<u32>(place);
    while (i < stop) {
      while (i < stop && !(<f64>load<T>(plane + <usize>i * sizeof<T>()) > limit)) i++;
      if (i === stop) break;
      const start = i;
      while (i < stop && <f64>load<T>(plane + <usize>i * sizeof<T>()) > limit) i++;
      appendLabelled(target, count++, start, i, label);
    }
  }
  return count;
}
