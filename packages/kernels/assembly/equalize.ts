/**
 * Equalizes a plane of uint8 or uint16 at `source` into `target`, tile by tile. Its samples are `least` to `most`: `curves` has room for a uint16
 * per tile and each of these values, `counts` for an int32 per value. Tiles beyond the lower and right edge see the plane mirrored,
 * without its last row and column again.
 */
export function equalizePlane<Narrow>(
  source: usize,
  target: usize,
  height: i32,
  width: i32,
  tiles: i32,
  tileHeight: i32,
  tileWidth: i32,
  clipLimit: f64,
  least: i32,
  most: i32,
  curves: usize,
  counts: usize,
): void {
  const levels = sizeof<Narrow>() === 1 ? 0x100 : 0x10000;
  const samples = tileHeight * tileWidth;
  const span = most - least + 1;
  const curveBytes = 2 * <usize>span;
  // Of values from 0 on.
  const own = counts - 4 * <usize>least;
  for (let tile = 0; tile < tiles * tiles; tile++) {
    memory.fill(counts, 0, <usize>span * 4);
    const top = (tile / tiles) * tileHeight;
    const left = (tile % tiles) * tileWidth;
    countTile<Narrow>(source, height, width, top, left, tileHeight, tileWidth, own);
    let below = 0;
    if (clipLimit > 0) {
      const limit = <i32>Math.max(1, Math.trunc((clipLimit * samples) / levels));
      below = clip(counts, levels, least, span, limit);
    }
    drawCurve(counts, levels, below, span, samples, curves + <usize>tile * curveBytes);
  }
  const rowBytes = <usize>tiles * curveBytes;
  for (let y = 0; y < height; y++) {
    const place = <f32>y * (<f32>1 / <f32>tileHeight) - <f32>0.5;
    const first = <i32>Mathf.floor(place);
    const down = place - <f32>first;
    const upper = curves - 2 * <usize>least + <usize>(first > 0 ? first : 0) * rowBytes;
    const lower = curves - 2 * <usize>least + <usize>(first + 1 < tiles ? first + 1 : tiles - 1) * rowBytes;
    blendRow<Narrow>(source, target, y * width, width, tiles, tileWidth, upper, lower, down, curveBytes);
  }
}

function countTile<T>(
  source: usize,
  height: i32,
  width: i32,
  top: i32,
  left: i32,
  rows: i32,
  columns: i32,
  counts: usize,
): void {
  const inside = left + columns < width ? left + columns : width;
  for (let y = top; y < top + rows; y++) {
    const row = source + <usize>(mirrored(y, height) * width) * sizeof<T>();
    for (let x = left; x < inside; x++) count<T>(row, x, counts);
    for (let x = left > width ? left : width; x < left + columns; x++) count<T>(row, mirrored(x, width), counts);
  }
}

function count<T>(row: usize, x: i32, counts: usize): void {
  const at = counts + <usize>load<T>(row + <usize>x * sizeof<T>()) * 4;
  store<i32>(at, load<i32>(at) + 1);
}

function mirrored(i: i32, length: i32): i32 {
  if (i < length) return i;
  const back = 2 * (length - 1) - i;
  return back > 0 ? back : 0;
}

/**
 * Cuts off what exceeds the limit and gives it to all values alike, the rest of that to some at equal distances. Returns how much values
 * below those that occur got.
 */
function clip(counts: usize, levels: i32, least: i32, span: i32, limit: i32): i32 {
  let clipped = 0;
  for (let i = 0; i < span; i++) {
    const at = counts + <usize>i * 4;
    const excess = load<i32>(at) - limit;
    if (excess <= 0) continue;
    clipped += excess;
    store<i32>(at, limit);
  }
  const each = clipped / levels;
  if (each > 0) {
    for (let i = 0; i < span; i++) {
      const at = counts + <usize>i * 4;
      store<i32>(at, load<i32>(at) + each);
    }
  }
  const rest = clipped - each * levels;
  if (rest === 0) return each * least;
  const step = levels / rest > 1 ? levels / rest : 1;
  const before = min(rest, (least + step - 1) / step);
  for (let n = before; n < rest && n * step < least + span; n++) {
    const at = counts + <usize>(n * step - least) * 4;
    store<i32>(at, load<i32>(at) + 1);
  }
  return each * least + before;
}

function drawCurve(counts: usize, levels: i32, below: i32, span: i32, samples: i32, curve: usize): void {
  const scale = <f32>(<f64>(levels - 1) / samples);
  let sum = below;
  for (let i = 0; i < span; i++) {
    sum += load<i32>(counts + <usize>i * 4);
    const value = <i32>nearest<f32>(<f32>sum * scale);
    store<u16>(curve + <usize>i * 2, <u16>(value < levels ? value : levels - 1));
  }
}

function blendRow<T>(
  source: usize,
  target: usize,
  row: i32,
  width: i32,
  tiles: i32,
  tileWidth: i32,
  upper: usize,
  lower: usize,
  down: f32,
  curveBytes: usize,
): void {
  const up = <f32>1 - down;
  const scale = <f32>1 / <f32>tileWidth;
  const offset = source + <usize>row * sizeof<T>();
  const result = target + <usize>row * sizeof<T>();
  let x = 0;
  while (x < width) {
    // Up to the middle of the next tile the same curves hold.
    const first = Mathf.floor(<f32>x * scale - <f32>0.5);
    const tile = <i32>first;
    const left = <usize>(tile > 0 ? tile : 0) * curveBytes;
    const right = <usize>(tile + 1 < tiles ? tile + 1 : tiles - 1) * curveBytes;
    for (; x < width; x++) {
      const part = <f32>x * scale - <f32>0.5 - first;
      if (part >= 1) break;
      const before = <f32>1 - part;
      const value = <usize>load<T>(offset + <usize>x * sizeof<T>()) * 2;
      const above = <f32>load<u16>(upper + left + value) * before + <f32>load<u16>(upper + right + value) * part;
      const below = <f32>load<u16>(lower + left + value) * before + <f32>load<u16>(lower + right + value) * part;
      store<T>(result + <usize>x * sizeof<T>(), <T>(<i32>nearest<f32>(above * up + below * down)));
    }
  }
}
