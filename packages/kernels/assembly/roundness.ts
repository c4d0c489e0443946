import { LABEL, RUN } from "./runs";

// Of each label: the place x and the row of its first pixel (uint32), its area, and the sums of x, y, x², y² and xy of its pixels from that
// place on (float64). They are whole numbers, so that their order makes no difference.
const RECORD: usize = 56;

/** Writes the roundness of each label up to `most` as float64; 0 for labels without pixels. `sums` has room for 7 float64 for each. */
export function measureRoundness(runs: usize, end: u32, most: u32, width: u32, sums: usize, target: usize): void {
  memory.fill(sums, 0, RECORD * (<usize>most + 1));
  for (let place = runs; place < runs + <usize>end * RUN; place += RUN) {
    addMoments(sums + RECORD * <usize>load<u32>(place, LABEL), load<u32>(place), load<u32>(place, 4), width);
  }
  for (let label: u32 = 0; label <= most; label++) {
    store<f64>(target + 8 * <usize>label, roundnessOf(sums + RECORD * <usize>label));
  }
}

function addMoments(record: usize, from: u32, to: u32, width: u32): void {
  const row = from / width;
  const first = from - row * width;
  if (load<f64>(record, 8) === 0) {
    store<u32>(record, first);
    store<u32>(record, row, 4);
  }
  const y = <f64>(row - load<u32>(record, 4));
  const count = <f64>(to - from);
  const start = <i32>(first - load<u32>(record));
  let sx: f64 = 0;
  let sxx: f64 = 0;
  for (let x = start; x < start + <i32>(to - from); x++) {
    sx += <f64>x;
    sxx += <f64>x * <f64>x;
  }
  addTo(record + 8, count);
  addTo(record + 16, sx);
  addTo(record + 24, count * y);
  addTo(record + 32, sxx);
  addTo(record + 40, count * y * y);
  addTo(record + 48, sx * y);
}

function addTo(place: usize, value: f64): void {
  store<f64>(place, load<f64>(place) + value);
}

/** See `src/segmentation/roundness.ts`. */
function roundnessOf(record: usize): f64 {
  const area = load<f64>(record, 8);
  if (area === 0) return 0;
  const sx = load<f64>(record, 16);
  const sy = load<f64>(record, 24);
  // A pixel is a square: its own second moment is 1/12.
  const xx = (load<f64>(record, 32) - (sx * sx) / area) / area + 1.0 / 12.0;
  const yy = (load<f64>(record, 40) - (sy * sy) / area) / area + 1.0 / 12.0;
  const xy = (load<f64>(record, 48) - (sx * sy) / area) / area;
  return area / (4 * Math.PI * Math.sqrt(xx * yy - xy * xy));
}

/**
 * Gives each part of at least `minArea` pixels, and at least as round as that, the first label (uint32) found in it, where it has others
 * besides, or none. `areas` (uint32) and `round` (float64) are those of the parts; `found` has room for 5 bytes for each.
 */
export function joinInRound(
  labels: usize,
  runs: usize,
  end: u32,
  most: u32,
  areas: usize,
  round: usize,
  found: usize,
  minArea: f64,
  least: f64,
): void {
  const mixed = found + 4 * (<usize>most + 1);
  memory.fill(found, 0, 5 * (<usize>most + 1));
  for (let place = runs; place < runs + <usize>end * RUN; place += RUN) {
    const part = <usize>load<u32>(place, LABEL);
    lookUp(labels, load<u32>(place), load<u32>(place, 4), found + 4 * part, mixed + part);
  }
  for (let place = runs; place < runs + <usize>end * RUN; place += RUN) {
    const part = <usize>load<u32>(place, LABEL);
    const label = load<u32>(found + 4 * part);
    if (label === 0 || load<u8>(mixed + part) === 0 || <f64>load<u32>(areas + 4 * part) < minArea) continue;
    if (load<f64>(round + 8 * part) < least) continue;
    const last = labels + 4 * <usize>load<u32>(place, 4);
    for (let pixel = labels + 4 * <usize>load<u32>(place); pixel < last; pixel += 4) store<u32>(pixel, label);
  }
}

/** Notes the first label of a part, and whether it has pixels of another one, or of none. */
function lookUp(labels: usize, from: u32, to: u32, found: usize, mixed: usize): void {
  let label = load<u32>(found);
  for (let pixel = labels + 4 * <usize>from; pixel < labels + 4 * <usize>to; pixel += 4) {
    const own = load<u32>(pixel);
    if (own === label && own !== 0) continue;
    if (own !== 0 && label === 0) {
      label = own;
      store<u32>(found, own);
    } else store<u8>(mixed, 1);
    if (label !== 0 && load<u8>(mixed) !== 0) return;
  }
}
