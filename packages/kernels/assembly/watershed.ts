import { skipBackground } from "./runs";

// The planes are copied with a border one pixel wide, so that flooding needs no bounds checks. A pixel that no water may enter has a
// label other than 0 from the start.
let levels: usize = 0;
let labels: usize = 0;
let heap: usize = 0;
let size: u32 = 0;

/**
 * Floods the landscape from the markers (uint32) into `target`, which may be `markers`: from its lowest pixel up, or, with `isInverted`, from
 * its highest one down. `mask` (uint8) is 0 for none. `scratch` has room for 8 bytes (of float64 12) for each pixel of the planes
 * with a border, and `waiting` for 16 for each pixel of the mask.
 */
export function floodPlane<T>(
  isInverted: bool,
  landscape: usize,
  markers: usize,
  mask: usize,
  height: i32,
  width: i32,
  connectivity: i32,
  target: usize,
  scratch: usize,
  waiting: usize,
): void {
  begin(<usize>(height + 2) * <usize>(width + 2), scratch, waiting);
  if (sizeof<T>() === 8) floodOf<T, u64>(isInverted, landscape, markers, mask, height, width, connectivity);
  else floodOf<T, u32>(isInverted, landscape, markers, mask, height, width, connectivity);
  for (let y = 0; y < height; y++) {
    const from = labels + 4 * (<usize>(y + 1) * <usize>(width + 2) + 1);
    const to = target + 4 * <usize>y * <usize>width;
    if (mask === 0) memory.copy(to, from, 4 * <usize>width);
    else takeOpen(from, mask + <usize>y * <usize>width, to, width);
  }
}

/**
 * Floods a volume from the markers (uint32), in their place, from the greatest distance (float32) down to 0, which no water enters. `steps` are
 * `count` steps (int32) to neighbours in a volume with a closed border one voxel wide; `scratch` has room for 8 bytes for each voxel of that,
 * `waiting` for 16 for each that is not 0.
 */
export function floodVolume(
  distances: usize,
  markers: usize,
  depth: i32,
  height: i32,
  width: i32,
  steps: usize,
  count: i32,
  scratch: usize,
  waiting: usize,
): void {
  begin(<usize>(depth + 2) * <usize>(height + 2) * <usize>(width + 2), scratch, waiting);
  let i: usize = 0;
  for (let z = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) {
      const row = placeOfRow(z, y, height, width);
      for (let x: u32 = 0; x < <u32>width; x++, i += 4) {
        const distance = load<f32>(distances + i);
        if (distance > 0) openPixel<u32>(row + x, ~levelOf<f32, u32>(distance), load<u32>(markers + i));
      }
    }
  }
  let age: u32 = 0;
  while (size > 0) {
    const level = firstLevel<u32>();
    const voxel = load<u32>(heap, 12);
    pop<u32>();
    const label = load<u32>(labels + 4 * <usize>voxel);
    for (let n = 0; n < count; n++) age = wet<u32>(voxel + load<i32>(steps + 4 * <usize>n), level, label, age);
  }
  for (let z = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) {
      const row = labels + 4 * <usize>placeOfRow(z, y, height, width);
      for (let x: usize = 0; x < 4 * <usize>width; x += 4, distances += 4, markers += 4) {
        store<u32>(markers, load<f32>(distances) > 0 ? load<u32>(row + x) : 0);
      }
    }
  }
}

/** Levels come last, for they may take 4 bytes or 8. */
function begin(samples: usize, scratch: usize, waiting: usize): void {
  labels = scratch;
  levels = labels + 4 * samples;
  heap = waiting;
  size = 0;
  memory.fill(labels, 0xff, 4 * samples);
}

/** Where a row begins in a volume with a border. */
function placeOfRow(z: i32, y: i32, height: i32, width: i32): u32 {
  return (<u32>(z + 1) * <u32>(height + 2) + <u32>(y + 1)) * <u32>(width + 2) + 1;
}

/** A number `L` that orders as the sample does; −0 and 0 have the same. */
function levelOf<T, L>(value: T): L {
  if (!isFloat<T>()) return isSigned<T>() ? <L>(<u32>value ^ 0x80000000) : <L>value;
  if (sizeof<T>() === 4) {
    const bits = reinterpret<u32>(<f32>value + 0);
    return <L>(bits >> 31 ? ~bits : bits ^ 0x80000000);
  }
  const bits = reinterpret<u64>(<f64>value + 0);
  return <L>(bits >> 63 ? ~bits : bits ^ 0x8000000000000000);
}

function floodOf<T, L>(
  isInverted: bool,
  landscape: usize,
  markers: usize,
  mask: usize,
  height: i32,
  width: i32,
  connectivity: i32,
): void {
  const inversion: L = isInverted ? <L>-1 : <L>0;
  for (let y = 0; y < height; y++) {
    const row = <usize>y * <usize>width;
    const place = <u32>(y + 1) * <u32>(width + 2) + 1;
    for (let x: u32 = 0; x < <u32>width; x++) {
      if (mask !== 0) {
        x = skipBackground<u8>(mask + row, x, <u32>width);
        if (x === <u32>width) break;
      }
      const i = row + <usize>x;
      const level = levelOf<T, L>(load<T>(landscape + i * sizeof<T>()));
      openPixel<L>(place + x, level ^ inversion, load<u32>(markers + 4 * i));
    }
  }
  flood<L>(<u32>(width + 2), connectivity);
}

function openPixel<L>(pixel: u32, level: L, label: u32): void {
  store<L>(levels + sizeof<L>() * <usize>pixel, level);
  store<u32>(labels + 4 * <usize>pixel, label);
  if (label !== 0) push<L>(level, 0, pixel);
}

function flood<L>(width: u32, connectivity: i32): void {
  let age: u32 = 0;
  while (size > 0) {
    const level = firstLevel<L>();
    const pixel = load<u32>(heap, 12);
    pop<L>();
    const label = load<u32>(labels + 4 * <usize>pixel);
    // Edge neighbours before corner neighbours, each in raster order: the order decides ties.
    age = wet<L>(pixel - width, level, label, age);
    age = wet<L>(pixel - 1, level, label, age);
    age = wet<L>(pixel + 1, level, label, age);
    age = wet<L>(pixel + width, level, label, age);
    if (connectivity === 4) continue;
    age = wet<L>(pixel - width - 1, level, label, age);
    age = wet<L>(pixel - width + 1, level, label, age);
    age = wet<L>(pixel + width - 1, level, label, age);
    age = wet<L>(pixel + width + 1, level, label, age);
  }
}

/** Lets water reach a pixel, if it may and has not yet; returns the age of the youngest. */
function wet<L>(pixel: u32, level: L, label: u32, age: u32): u32 {
  const place = labels + 4 * <usize>pixel;
  if (load<u32>(place) !== 0) return age;
  store<u32>(place, label);
  // Water never falls: a hollow behind a rim is flooded at the height of the rim.
  const own = load<L>(levels + sizeof<L>() * <usize>pixel);
  push<L>(own < level ? level : own, age + 1, pixel);
  return age + 1;
}

/** Writes the labels of a row where the mask is open, and 0 elsewhere. */
function takeOpen(from: usize, open: usize, to: usize, width: i32): void {
  memory.fill(to, 0, 4 * <usize>width);
  for (let x = skipBackground<u8>(open, 0, width); x < <u32>width; x = skipBackground<u8>(open, x + 1, width)) {
    store<u32>(to + 4 * <usize>x, load<u32>(from + 4 * <usize>x));
  }
}

// A binary heap of (level, age, pixel): the lowest level comes first, among equals the lowest age. The order of those equal in both is that
// of a textbook heap, which `skimage.segmentation.watershed` shares. Of 16 bytes the last 4 are the pixel; before it stands a key of level and
// age, or, where levels take 8 bytes, the level and the age.

function keyOf<L>(level: L, age: u32): u64 {
  return sizeof<L>() === 4 ? ((<u64>level) << 32) | <u64>age : <u64>level;
}

function firstLevel<L>(): L {
  return sizeof<L>() === 4 ? <L>(load<u64>(heap) >> 32) : <L>load<u64>(heap);
}

/** 1 or 0, found without branches, which nothing could foresee. */
function precedes<L>(key: u64, age: u32, place: usize): u32 {
  const other = load<u64>(place);
  if (sizeof<L>() === 4) return u32(key < other);
  return u32(key < other) | (u32(key === other) & u32(age < load<u32>(place, 8)));
}

function push<L>(level: L, age: u32, pixel: u32): void {
  const key = keyOf<L>(level, age);
  let place = size++;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    const from = heap + 16 * <usize>parent;
    if (!precedes<L>(key, age, from)) break;
    v128.store(heap + 16 * <usize>place, v128.load(from));
    place = parent;
  }
  const entry = heap + 16 * <usize>place;
  store<u64>(entry, key);
  store<u32>(entry, age, 8);
  store<u32>(entry, pixel, 12);
}

/** What comes first leaves. The last entry fills its place: the hole sinks to the bottom, where the last one mostly belongs, and rises from there. */
function pop<L>(): void {
  size--;
  const last = v128.load(heap + 16 * <usize>size);
  let place: u32 = 0;
  for (let child: u32 = 1; child < size; child = 2 * place + 1) {
    const from = heap + 16 * <usize>child;
    const isRight = u32(child + 1 < size) & precedes<L>(load<u64>(from, 16), load<u32>(from, 24), from);
    v128.store(heap + 16 * <usize>place, v128.load(from + 16 * <usize>isRight));
    place = child + isRight;
  }
  const key = i64x2.extract_lane(last, 0);
  const age = i32x4.extract_lane(last, 2);
  while (place > 0) {
    const parent = (place - 1) >> 1;
    const from = heap + 16 * <usize>parent;
    if (isBefore<L>(from, key, age)) break;
    v128.store(heap + 16 * <usize>place, v128.load(from));
    place = parent;
  }
  v128.store(heap + 16 * <usize>place, last);
}

function isBefore<L>(place: usize, key: u64, age: u32): bool {
  const other = load<u64>(place);
  if (sizeof<L>() === 4) return other < key;
  return other < key || (other === key && load<u32>(place, 8) < age);
}
