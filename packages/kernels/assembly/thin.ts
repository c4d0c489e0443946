// Thinning of objects pass by pass (Zhang and Suen 1984), on a plane of labels (uint32) with a frame of background; pixels are named by their index.

/** The row of the plane, in bytes. */
let row: usize = 0;

/**
 * Takes pixels off the borders of objects until none may be. `removable` has for each of 256 neighbourhoods 1 where the pixel may go in odd
 * passes, 2 in even ones; `framed`, `border`, `removed` (uint32) and `listed` (uint8) have room for each pixel of a plane with a frame.
 */
export function thinLabels(
  source: usize,
  target: usize,
  height: i32,
  width: i32,
  removable: usize,
  framed: usize,
  listed: usize,
  border: usize,
  removed: usize,
): void {
  const rowBytes = 4 * <usize>width;
  row = rowBytes + 8;
  const samples = (height + 2) * (width + 2);
  const inside = framed + row + 4;
  memory.fill(framed, 0, 4 * <usize>samples);
  memory.fill(listed, 0, samples);
  for (let y: usize = 0; y < <usize>height; y++) memory.copy(inside + y * row, source + y * rowBytes, rowBytes);
  thin(framed, samples, width + 2, removable, listed, border, removed);
  for (let y: usize = 0; y < <usize>height; y++) memory.copy(target + y * rowBytes, inside + y * row, rowBytes);
}

function thin(
  labels: usize,
  samples: i32,
  width: i32,
  removable: usize,
  listed: usize,
  border: usize,
  removed: usize,
): void {
  let end = listBorder(labels, samples, listed, border);
  for (let pass: u8 = 1, idle = 0; idle < 2; pass = 3 - pass) {
    let kept = border;
    let last = removed;
    for (let place = border; place < end; place += 4) {
      const i = load<u32>(place);
      if (load<u8>(removable + neighboursOf(labels + 4 * <usize>i)) & pass) {
        store<u32>(last, i);
        last += 4;
      } else {
        store<u32>(kept, i);
        kept += 4;
      }
    }
    end = kept;
    idle = last > removed ? 0 : idle + 1;
    for (let place = removed; place < last; place += 4) store<u32>(labels + 4 * <usize>load<u32>(place), 0);
    for (let place = removed; place < last; place += 4) end = listAround(labels, load<u32>(place), width, listed, end);
  }
}

/** Lists what has a neighbour of another object, or of none. */
function listBorder(labels: usize, samples: i32, listed: usize, border: usize): usize {
  let end = border;
  for (let i = 0; i < samples; i++) {
    const at = labels + 4 * <usize>i;
    if (load<u32>(at) === 0 || neighboursOf(at) === 255) continue;
    end = list(i, listed, end);
  }
  return end;
}

function listAround(labels: usize, i: u32, width: i32, listed: usize, end: usize): usize {
  for (let y = i - width; y <= i + width; y += width) {
    for (let j = y - 1; j <= y + 1; j++) {
      if (load<u32>(labels + 4 * <usize>j) !== 0 && load<u8>(listed + <usize>j) === 0) end = list(j, listed, end);
    }
  }
  return end;
}

function list(i: u32, listed: usize, end: usize): usize {
  store<u8>(listed + <usize>i, 1);
  store<u32>(end, i);
  return end + 4;
}

/** Which neighbours belong to the object of a pixel, a bit for each, clockwise from that above it. */
function neighboursOf(at: usize): usize {
  const label = load<u32>(at);
  const above = at - row;
  const below = at + row;
  return (
    usize(load<u32>(above) === label) |
    (usize(load<u32>(above, 4) === label) << 1) |
    (usize(load<u32>(at, 4) === label) << 2) |
    (usize(load<u32>(below, 4) === label) << 3) |
    (usize(load<u32>(below) === label) << 4) |
    (usize(load<u32>(below - 4) === label) << 5) |
    (usize(load<u32>(at - 4) === label) << 6) |
    (usize(load<u32>(above - 4) === label) << 7)
  );
}
