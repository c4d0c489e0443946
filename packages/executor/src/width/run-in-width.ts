/** What is done for one item; says whether the item is to be done again. */
type LaneWork<Item> = (item: Item, lane: number) => Promise<"done" | "again">;

/**
 * Runs `work` for all items in order, as many at the same time as `width` allows at that moment: a free lane takes the
 * next item that may begin. Lanes are numbered from 0, and a free lane of low number comes first. Resolves when all are
 * done.
 */
export async function runInWidth<Item>(
  items: readonly Item[],
  width: () => number,
  work: LaneWork<Item>,
  mayBegin: (item: Item) => boolean = () => true,
): Promise<void> {
  const queue = [...items];
  const lanes = new Map<number, Promise<void>>();
  const begin = (item: Item, lane: number) => {
    const running = work(item, lane).then((end) => {
      if (end === "again") queue.unshift(item);
      lanes.delete(lane);
    });
    lanes.set(lane, running);
  };
  while (queue.length > 0 || lanes.size > 0) {
    while (queue.length > 0 && lanes.size < width()) {
      const next = queue.findIndex(mayBegin);
      // Where nothing runs there is nothing to wait for.
      if (next < 0 && lanes.size > 0) break;
      begin(queue.splice(Math.max(0, next), 1)[0] as Item, freeLane(lanes));
    }
    await Promise.race(lanes.values());
  }
}

function freeLane(lanes: ReadonlyMap<number, unknown>): number {
  let lane = 0;
  while (lanes.has(lane)) lane++;
  return lane;
}
