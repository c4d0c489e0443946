/**
 * `work` for every item, at most `width` at a time; throws the error of the earliest failed item once all started work
 * has ended.
 */
export async function mapConcurrently<Item, Result>(
  items: readonly Item[],
  width: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const failures = new Map<number, unknown>();
  const queue = items.entries();
  const drain = async () => {
    for (const [index, item] of queue) {
      if (failures.size > 0) return;
      try {
        results[index] = await work(item, index);
      } catch (error) {
        failures.set(index, error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, drain));
  if (failures.size > 0) throw failures.get(Math.min(...failures.keys()));
  return results;
}
