/** Sets of whole numbers that can only merge; the least member of a set is its root. */
export class DisjointSets {
  readonly #parents: Int32Array;

  constructor(size: number) {
    this.#parents = new Int32Array(size);
    for (let i = 0; i < size; i++) this.#parents[i] = i;
  }

  rootOf(member: number): number {
    const parents = this.#parents;
    let root = member;
    while (parents[root] !== root) {
      parents[root] = parents[parents[root]!]!;
      root = parents[root]!;
    }
    return root;
  }

  /** Merges two sets and returns the root of both. */
  merge(a: number, b: number): number {
    const [rootA, rootB] = [this.rootOf(a), this.rootOf(b)];
    const root = Math.min(rootA, rootB);
    this.#parents[Math.max(rootA, rootB)] = root;
    return root;
  }
}
