// Prefix codes of Deflate (RFC 1951, section 3.2.2): the more often a symbol comes, the fewer bits it takes.

/** Symbols by how often they come: the number above, the symbol in the lowest 9 bits. */
const ranked = memory.data(4 * 286, 16);
/** The nodes of a tree, its leaves first: weights, then parents, whose place their depths take. */
const weights = memory.data(4 * 2 * 286, 16);
const parents = memory.data(4 * 2 * 286, 16);
/** How many symbols have a code of so many bits. No tree of fewer than 2^32 bytes is deeper. */
const ofLength = memory.data(4 * 64, 16);
const SYMBOL: u32 = 0x1ff;

/**
 * Writes for each of `symbols` that come as often as `counts` (uint32, below 2^23) says its code, bits in reverse, and above bit 16 its length, at
 * most `most`. Two get a code in any case: not all readers take fewer.
 */
export function prefixCode(counts: usize, symbols: i32, most: i32, codes: usize): void {
  const used = rankSymbols(counts, symbols);
  growTree(used);
  measureDepths(used);
  limitLengths(most);
  memory.fill(codes, 0, 4 * <usize>symbols);
  let next = ranked;
  for (let length = most; length > 0; length--) {
    for (let n = load<i32>(ofLength + 4 * <usize>length); n > 0; n--) {
      store<u32>(codes + 4 * <usize>(load<u32>(next) & SYMBOL), (<u32>length) << 16);
      next += 4;
    }
  }
  nameSymbols(symbols, most, codes);
}

function rankSymbols(counts: usize, symbols: i32): i32 {
  let used = 0;
  for (let symbol = 0; symbol < symbols; symbol++) {
    const count = load<u32>(counts + 4 * <usize>symbol);
    if (count > 0) insert((count << 9) | <u32>symbol, used++);
  }
  for (let symbol = 0; used < 2; symbol++) {
    if (load<u32>(counts + 4 * <usize>symbol) === 0) insert(<u32>symbol, used++);
  }
  return used;
}

function insert(key: u32, used: i32): void {
  let place = ranked + 4 * <usize>used;
  for (; place > ranked && load<u32>(place - 4) > key; place -= 4) store<u32>(place, load<u32>(place - 4));
  store<u32>(place, key);
}

// The next leaf, and the next of the nodes made of two, neither of which has a parent yet.
let leaf: i32 = 0;
let inner: i32 = 0;

/** Joins the two lightest nodes again and again (Huffman 1952): both leaves and what is made of them come by weight. */
function growTree(used: i32): void {
  for (let i: usize = 0; i < <usize>used; i++) store<u32>(weights + 4 * i, load<u32>(ranked + 4 * i) >> 9);
  leaf = 0;
  inner = used;
  for (let next = used; next < 2 * used - 1; next++) {
    const sum = takeLightest(used, next) + takeLightest(used, next);
    store<u32>(weights + 4 * <usize>next, sum);
  }
}

function takeLightest(used: i32, next: i32): u32 {
  const isLeaf =
    leaf < used && (inner >= next || load<u32>(weights + 4 * <usize>leaf) <= load<u32>(weights + 4 * <usize>inner));
  const node = isLeaf ? leaf++ : inner++;
  store<i32>(parents + 4 * <usize>node, next);
  return load<u32>(weights + 4 * <usize>node);
}

function measureDepths(used: i32): void {
  memory.fill(ofLength, 0, 4 * 64);
  const root = 2 * used - 2;
  store<i32>(parents + 4 * <usize>root, 0);
  for (let node = root - 1; node >= 0; node--) {
    const place = parents + 4 * <usize>node;
    const depth = load<i32>(parents + 4 * <usize>load<i32>(place)) + 1;
    store<i32>(place, depth);
    if (node < used) add(depth, 1);
  }
}

function add(length: i32, change: i32): void {
  const place = ofLength + 4 * <usize>length;
  store<i32>(place, load<i32>(place) + change);
}

/** Two symbols that lie too deep become one and a pair beside a higher one (ITU-T T.81, figure K.3). */
function limitLengths(most: i32): void {
  for (let length = 63; length > most; length--) {
    while (load<i32>(ofLength + 4 * <usize>length) > 0) {
      let higher = length - 2;
      while (load<i32>(ofLength + 4 * <usize>higher) === 0) higher--;
      add(length, -2);
      add(length - 1, 1);
      add(higher + 1, 2);
      add(higher, -1);
    }
  }
}

/** Codes of one length follow one another, in the order of symbols. */
function nameSymbols(symbols: i32, most: i32, codes: usize): void {
  let code: u32 = 0;
  for (let length = 1; length <= most; length++) {
    code <<= 1;
    for (let symbol: usize = 0; symbol < <usize>symbols; symbol++) {
      const place = codes + 4 * symbol;
      if (load<u32>(place) !== (<u32>length) << 16) continue;
      store<u32>(place, reversed(code, length) | ((<u32>length) << 16));
      code++;
    }
  }
}

function reversed(code: u32, length: i32): u32 {
  let bits: u32 = 0;
  for (let i = 0; i < length; i++) bits = (bits << 1) | ((code >> i) & 1);
  return bits;
}
