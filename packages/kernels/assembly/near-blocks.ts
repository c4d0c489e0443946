// Where something is asked of a plane: of each row blocks of 16 samples, above 0 (uint8) for those that are needed. An address of 0 stands for
// all of them.

const BLOCK: usize = 16;

function columnsOf(width: i32): usize {
  return (<usize>width + BLOCK - 1) / BLOCK;
}

/** Of a row of blocks, is one of those needed that lie up to `across` beside the one at `x`? */
export function isNeeded(blocks: usize, y: i32, width: i32, x: i32, across: i32): bool {
  if (blocks === 0) return true;
  const columns = <i32>columnsOf(width);
  const block = x >> 4;
  const row = blocks + <usize>y * <usize>columns;
  const last = min(columns - 1, block + across);
  for (let i = max(0, block - across); i <= last; i++) if (load<u8>(row + <usize>i) !== 0) return true;
  return false;
}

/** Notes the blocks of a mask (uint8) in which a sample is not 0. */
export function blocksOfMask(mask: usize, height: i32, width: i32, target: usize): void {
  const rest = <usize>width % BLOCK;
  for (let y = 0; y < height; y++) {
    const end = mask + <usize>width - rest;
    for (; mask < end; mask += BLOCK, target++) store<u8>(target, u8(v128.any_true(v128.load(mask))));
    if (rest === 0) continue;
    let isOpen: u8 = 0;
    for (let i: usize = 0; i < rest; i++) isOpen |= load<u8>(mask + i);
    store<u8>(target, isOpen === 0 ? 0 : 1);
    mask += rest;
    target++;
  }
}

/**
 * Notes blocks besides up to `across` columns beside those that are noted, and up to `down` rows above or below. Both places may be read
 * and written 16 bytes past their end.
 */
export function widenBlocks(blocks: usize, height: i32, width: i32, across: i32, down: i32, target: usize): void {
  const columns = columnsOf(width);
  for (let y = 0; y < height; y++) {
    const to = target + <usize>y * columns;
    const first = blocks + <usize>max(0, y - down) * columns;
    const last = blocks + <usize>min(height - 1, y + down) * columns;
    // What is written beyond the row the next one overwrites.
    for (let x: usize = 0; x < columns; x += 16) {
      let found = i8x16.splat(0);
      for (let row = first; row <= last; row += columns) found = v128.or(found, v128.load(row + x));
      v128.store(to + x, v128.and(found, i8x16.splat(NOTED)));
    }
    spread(to, <i32>columns, across);
  }
}

const NOTED: i8 = 1;
const BESIDE: u8 = 2;

function spread(row: usize, columns: i32, across: i32): void {
  let left = 0;
  let right = 0;
  for (let x = 0; x < columns; x++) {
    const before = row + <usize>x;
    left = load<u8>(before) & NOTED ? across : left - 1;
    if (left >= 0) store<u8>(before, load<u8>(before) | BESIDE);
    const after = row + <usize>(columns - 1 - x);
    right = load<u8>(after) & NOTED ? across : right - 1;
    if (right >= 0) store<u8>(after, load<u8>(after) | BESIDE);
  }
}
