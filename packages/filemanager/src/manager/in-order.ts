/**
 * `work` for every item, at most `width` at a time, results in the order of the items. After a failure nothing new is
 * started; what runs is awaited; then the failure of the earliest item is thrown.
 */
export async function inOrder<Item, Result>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = new Array(items.length);
  const failures = new Map<number, unknown>();
  const queue = items.entries();
  const drain = async () => {
    for (const [i, item] of queue) {
      if (failures.size > 0) return;
      await work(item).then(
        (result) => {
          results[i] = result;
        },
        (error: unknown) => failures.set(i, error),
      );
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, drain));
  if (failures.size > 0) throw failures.get(Math.min(...failures.keys()));
  return results;
}
