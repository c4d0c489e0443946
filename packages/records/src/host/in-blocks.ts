const BLOCK = 65_536;

/** The same text in pieces of some 64 Ki characters each: one write of a file apiece, and no list of all of them. */
export function* inBlocks(pieces: Iterable<string>): Generator<string> {
  let block = "";
  for (const piece of pieces) {
    block += piece;
    if (block.length < BLOCK) continue;
    yield block;
    block = "";
  }
  if (block !== "") yield block;
}
