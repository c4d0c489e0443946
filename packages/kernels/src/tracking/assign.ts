/** A possible pair of a row and a column, and its cost ≥ 0. */
export interface PossiblePair {
  readonly row: number;
  readonly column: number;
  readonly cost: number;
}

/**
 * The pairs of rows with columns, each in one pair at most, whose costs plus `unpaired` for every row and column without a partner are
 * least. Exact; groups of rows and columns that no possible pair connects are solved one by one.
 *
 * Source: Jonker & Volgenant 1987 (shortest augmenting paths), on rows and columns doubled as in Jaqaman et al. 2008.
 */
export function assignPairs(pairs: readonly PossiblePair[], unpaired: number): readonly PossiblePair[] {
  return connectedGroups(pairs.filter(({ cost }) => cost < 2 * unpaired)).flatMap((group) => {
    const rows = [...new Set(group.map(({ row }) => row))];
    const columns = [...new Set(group.map(({ column }) => column))];
    const size = rows.length + columns.length;
    const costs = costMatrix(group, rows, columns, unpaired);
    const partner = shortestPaths(costs, size);
    return group.filter(({ row, column }) => partner[rows.indexOf(row)] === columns.indexOf(column));
  });
}

function connectedGroups(pairs: readonly PossiblePair[]): readonly (readonly PossiblePair[])[] {
  const ofRow = groupBy(pairs, ({ row }) => row);
  const ofColumn = groupBy(pairs, ({ column }) => column);
  const seen = new Set<PossiblePair>();
  const groups: PossiblePair[][] = [];
  for (const first of pairs) {
    if (seen.has(first)) continue;
    const group = [first];
    seen.add(first);
    for (const { row, column } of group)
      for (const next of [...(ofRow.get(row) ?? []), ...(ofColumn.get(column) ?? [])]) {
        if (seen.has(next)) continue;
        seen.add(next);
        group.push(next);
      }
    groups.push(group);
  }
  return groups;
}

function groupBy(pairs: readonly PossiblePair[], keyOf: (pair: PossiblePair) => number) {
  const groups = new Map<number, PossiblePair[]>();
  for (const pair of pairs) {
    const key = keyOf(pair);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [pair]);
    else group.push(pair);
  }
  return groups;
}

/**
 * Every row may also take a column of its own that stands for no partner, and every column such a row; pairs among those cost nothing, so that what
 * is left over closes.
 */
function costMatrix(
  group: readonly PossiblePair[],
  rows: readonly number[],
  columns: readonly number[],
  unpaired: number,
) {
  const size = rows.length + columns.length;
  const costs = new Float64Array(size * size).fill(Number.POSITIVE_INFINITY);
  for (const { row, column, cost } of group) costs[rows.indexOf(row) * size + columns.indexOf(column)] = cost;
  for (let i = 0; i < rows.length; i++) costs[i * size + columns.length + i] = unpaired;
  for (let j = 0; j < columns.length; j++) {
    const row = rows.length + j;
    costs[row * size + j] = unpaired;
    for (let i = 0; i < rows.length; i++) costs[row * size + columns.length + i] = 0;
  }
  return costs;
}

/** The column of each row in the cheapest complete assignment of a square matrix. */
function shortestPaths(costs: Float64Array, size: number): Int32Array {
  const rowOf = new Int32Array(size + 1).fill(-1);
  const [rowPrice, columnPrice] = [new Float64Array(size), new Float64Array(size + 1)];
  for (let row = 0; row < size; row++) {
    rowOf[size] = row;
    const distance = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
    const before = new Int32Array(size + 1).fill(size);
    const isDone = new Uint8Array(size + 1);
    let at = size;
    while (rowOf[at] !== -1) {
      isDone[at] = 1;
      const from = rowOf[at]!;
      let nearest = -1;
      for (let column = 0; column < size; column++) {
        if (isDone[column] === 1) continue;
        const reduced = costs[from * size + column]! - rowPrice[from]! - columnPrice[column]!;
        if (reduced < distance[column]!) {
          distance[column] = reduced;
          before[column] = at;
        }
        if (nearest < 0 || distance[column]! < distance[nearest]!) nearest = column;
      }
      const step = distance[nearest]!;
      for (let column = 0; column <= size; column++) {
        if (isDone[column] === 1) {
          rowPrice[rowOf[column]!]! += step;
          columnPrice[column]! -= step;
        } else distance[column]! -= step;
      }
      at = nearest;
    }
    for (let column = at; column !== size; column = before[column]!) rowOf[column] = rowOf[before[column]!]!;
  }
  const columnOf = new Int32Array(size);
  for (let column = 0; column < size; column++) columnOf[rowOf[column]!] = column;
  return columnOf;
}
