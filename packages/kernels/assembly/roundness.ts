// `pixels` and `ends` are those of `groupPixels`.

function start(pixels: usize, ends: usize, label: u32): usize {
  return pixels + 4 * <usize>load<u32>(ends + 4 * <usize>(label - 1));
}

function end(pixels: usize, ends: usize, label: u32): usize {
  return pixels + 4 * <usize>load<u32>(ends + 4 * <usize>label);
}

/** Writes the roundness of each object, by label, as float64; 0 for labels without pixels. */
export function measureRoundness(pixels: usize, ends: usize, most: u32, width: u32, target: usize): void {
  store<f64>(target, 0);
  for (let label: u32 = 1; label <= most; label++) {
    const from = start(pixels, ends, label);
    const to = end(pixels, ends, label);
    store<f64>(target + 8 * <usize>label, from < to ? roundnessOf(from, to, width) : 0);
  }
}

/** See `src/segmentation/roundness.ts`. */
function roundnessOf(from: usize, to: usize, width: u32): f64 {
  const first = load<u32>(from);
  const x0 = first % width;
  let row = first - x0;
  let y: f64 = 0;
  let sx: f64 = 0;
  let sy: f64 = 0;
  let sxx: f64 = 0;
  let syy: f64 = 0;
  let sxy: f64 = 0;
  for (let pixel = from; pixel < to; pixel += 4) {
    const i = load<u32>(pixel);
    while (i - row >= width) {
      row += width;
      y += 1;
    }
    const x = <f64>(<i32>(i - row) - <i32>x0);
    sx += x;
    sy += y;
    sxx += x * x;
    syy += y * y;
    sxy += x * y;
  }
  const area = <f64>((to - from) >> 2);
  // A pixel is a square: its own second moment is 1/12.
  const xx = (sxx - (sx * sx) / area) / area + 1.0 / 12.0;
  const yy = (syy - (sy * sy) / area) / area + 1.0 / 12.0;
  const xy = (sxy - (sx * sy) / area) / area;
  return area / (4 * Math.PI * Math.sqrt(xx * yy - xy * xy));
}

/**
 * Gives each part of at least `minArea` pixels, and at least as round as that, the first label (uint32) found in it, where it has several.
 */
export function joinInRound(
  labels: usize,
  pixels: usize,
  ends: usize,
  most: u32,
  width: u32,
  minArea: f64,
  least: f64,
): void {
  for (let part: u32 = 1; part <= most; part++) {
    const from = start(pixels, ends, part);
    const to = end(pixels, ends, part);
    if (from === to || <f64>((to - from) >> 2) < minArea) continue;
    const label = firstOf(labels, from, to);
    if (label === 0 || hasOnly(labels, from, to, label) || roundnessOf(from, to, width) < least) continue;
    for (let pixel = from; pixel < to; pixel += 4) store<u32>(labels + 4 * <usize>load<u32>(pixel), label);
  }
}

function firstOf(labels: usize, from: usize, to: usize): u32 {
  for (let pixel = from; pixel < to; pixel += 4) {
    const label = load<u32>(labels + 4 * <usize>load<u32>(pixel));
    if (label !== 0) return label;
  }
  return 0;
}

function hasOnly(labels: usize, from: usize, to: usize, label: u32): bool {
  for (let pixel = from; pixel < to; pixel += 4) {
    if (load<u32>(labels + 4 * <usize>load<u32>(pixel)) !== label) return false;
  }
  return true;
}
