import { skipBackground } from "./runs";
import { FLOAT32, FLOAT64, INT32, UINT8, UINT16, UINT32 } from "./types";

// The planes are copied with a closed border one pixel wide, so that flooding needs no bounds checks.
let levels: usize = 0;
let labels: usize = 0;
let open: usize = 0;
let heap: usize = 0;
let size: u32 = 0;

/**
 * Floods the landscape from the markers (uint32) into `target`, which may be `markers`. `mask` (uint8) is 0 for none.
 * `scratch` has room for 13 bytes for each pixel of the closed planes, and `waiting` for 16 for each pixel of the mask.
 */
export function floodPlane(
  type: i32,
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
  const samples = <usize>(height + 2) * <usize>(width + 2);
  levels = scratch;
  labels = levels + 8 * samples;
  open = labels + 4 * samples;
  heap = waiting;
  size = 0;
  memory.fill(labels, 0, 5 * samples);
  if (type === UINT8) pad<u8>(landscape, markers, mask, height, width);
  else if (type === UINT16) pad<u16>(landscape, markers, mask, height, width);
  else if (type === UINT32) pad<u32>(landscape, markers, mask, height, width);
  else if (type === INT32) pad<i32>(landscape, markers, mask, height, width);
  else if (type === FLOAT32) pad<f32>(landscape, markers, mask, height, width);
  else if (type === FLOAT64) pad<f64>(landscape, markers, mask, height, width);
  flood(<u32>(width + 2), connectivity);
  for (let y = 0; y < height; y++) {
    const from = labels + 4 * (<usize>(y + 1) * <usize>(width + 2) + 1);
    memory.copy(target + 4 * <usize>y * <usize>width, from, 4 * <usize>width);
  }
}

/**
 * Floods a volume from the markers (uint32), in their place, from the greatest distance (float32) down to 0, which no water enters. `steps` are
 * `count` steps (int32) to neighbours in a volume with a closed border one voxel wide; `scratch` has room for 13 bytes for each voxel of that,
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
  const samples = <usize>(depth + 2) * <usize>(height + 2) * <usize>(width + 2);
  levels = scratch;
  labels = levels + 8 * samples;
  open = labels + 4 * samples;
  heap = waiting;
  size = 0;
  memory.fill(labels, 0, 5 * samples);
  let i: usize = 0;
  for (let z = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) {
      const row = placeOfRow(z, y, height, width);
      for (let x: u32 = 0; x < <u32>width; x++, i += 4) {
        const distance = <f64>load<f32>(distances + i);
        if (distance > 0) openPixel(row + x, orderedLevel(-distance), load<u32>(markers + i));
      }
    }
  }
  let age: u32 = 0;
  while (size > 0) {
    const level = load<u64>(heap);
    const voxel = load<u32>(heap, 12);
    pop();
    const label = load<u32>(labels + 4 * <usize>voxel);
    for (let n = 0; n < count; n++) age = wet(voxel + load<i32>(steps + 4 * <usize>n), level, label, age);
  }
  for (let z = 0; z < depth; z++) {
    for (let y = 0; y < height; y++, markers += 4 * <usize>width) {
      memory.copy(markers, labels + 4 * <usize>placeOfRow(z, y, height, width), 4 * <usize>width);
    }
  }
}

/** Where a row begins in a volume with a border. */
function placeOfRow(z: i32, y: i32, height: i32, width: i32): u32 {
  return (<u32>(z + 1) * <u32>(height + 2) + <u32>(y + 1)) * <u32>(width + 2) + 1;
}

/** A number that orders as the value does; −0 and 0 have the same. */
function orderedLevel(value: f64): u64 {
  const bits = reinterpret<u64>(value + 0);
  return bits >> 63 ? ~bits : bits ^ 0x8000000000000000;
}

function pad<T>(landscape: usize, markers: usize, mask: usize, height: i32, width: i32): void {
  for (let y = 0; y < height; y++) {
    const row = <usize>y * <usize>width;
    const place = <u32>(y + 1) * <u32>(width + 2) + 1;
    for (let x: u32 = 0; x < <u32>width; x++) {
      if (mask !== 0) {
        x = skipBackground<u8>(mask + row, x, <u32>width);
        if (x === <u32>width) break;
      }
      const i = row + <usize>x;
      openPixel(place + x, orderedLevel(<f64>load<T>(landscape + i * sizeof<T>())), load<u32>(markers + 4 * i));
    }
  }
}

function openPixel(pixel: u32, level: u64, label: u32): void {
  store<u64>(levels + 8 * <usize>pixel, level);
  store<u8>(open + <usize>pixel, 1);
  if (label === 0) return;
  store<u32>(labels + 4 * <usize>pixel, label);
  push(level, 0, pixel);
}

function flood(width: u32, connectivity: i32): void {
  let age: u32 = 0;
  while (size > 0) {
    const level = load<u64>(heap);
    const pixel = load<u32>(heap, 12);
    pop();
    const label = load<u32>(labels + 4 * <usize>pixel);
    // Edge neighbours before corner neighbours, each in raster order: the order decides ties.
    age = wet(pixel - width, level, label, age);
    age = wet(pixel - 1, level, label, age);
    age = wet(pixel + 1, level, label, age);
    age = wet(pixel + width, level, label, age);
    if (connectivity === 4) continue;
    age = wet(pixel - width - 1, level, label, age);
    age = wet(pixel - width + 1, level, label, age);
    age = wet(pixel + width - 1, level, label, age);
    age = wet(pixel + width + 1, level, label, age);
  }
}

/** Lets water reach a pixel, if it may and has not yet; returns the age of the youngest. */
function wet(pixel: u32, level: u64, label: u32, age: u32): u32 {
  const place = labels + 4 * <usize>pixel;
  if (load<u8>(open + <usize>pixel) === 0 || load<u32>(place) !== 0) return age;
  store<u32>(place, label);
  // Water never falls: a hollow behind a rim is flooded at the height of the rim.
  const own = load<u64>(levels + 8 * <usize>pixel);
  push(own < level ? level : own, age + 1, pixel);
  return age + 1;
}

// A binary heap of (level, age, pixel): the lowest level comes first, among equals the lowest age. The order of those
// equal in both is that of a textbook heap, which `skimage.segmentation.watershed` shares.

/** 1 or 0, found without branches, which nothing could foresee. */
function precedes(level: u64, age: u32, place: usize): u32 {
  const other = load<u64>(place);
  return u32(level < other) | (u32(level === other) & u32(age < load<u32>(place, 8)));
}

function push(level: u64, age: u32, pixel: u32): void {
  let place = size++;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    const from = heap + 16 * <usize>parent;
    if (!precedes(level, age, from)) break;
    v128.store(heap + 16 * <usize>place, v128.load(from));
    place = parent;
  }
  put(heap + 16 * <usize>place, level, age, pixel);
}

function put(place: usize, level: u64, age: u32, pixel: u32): void {
  store<u64>(place, level);
  store<u32>(place, age, 8);
  store<u32>(place, pixel, 12);
}

function pop(): void {
  size--;
  const last = heap + 16 * <usize>size;
  const level = load<u64>(last);
  const age = load<u32>(last, 8);
  const pixel = load<u32>(last, 12);
  let place: u32 = 0;
  for (;;) {
    let child: u32 = 2 * place + 1;
    if (child >= size) break;
    let from = heap + 16 * <usize>child;
    const isRight = u32(child + 1 < size) & precedes(load<u64>(from, 16), load<u32>(from, 24), from);
    child += isRight;
    from += 16 * <usize>isRight;
    if (!precedes(load<u64>(from), load<u32>(from, 8), last)) break;
    v128.store(heap + 16 * <usize>place, v128.load(from));
    place = child;
  }
  put(heap + 16 * <usize>place, level, age, pixel);
}
