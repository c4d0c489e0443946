import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { eventTurn } from "./event-turn.ts";
import { ReadAhead } from "./read-ahead.ts";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

test("ReadAhead returns items in order, whenever they were begun, and throws a failure at its turn", async () => {
  const begun: number[] = [];
  const ahead = new ReadAhead([1, 2, 3], {
    prepare: async (item) => {
      begun.push(item);
      if (item === 2) throw new Error("second");
      return item;
    },
    discard: () => undefined,
  });
  expect(await ahead.take()).toBe(1);
  ahead.begin();
  ahead.begin();
  expect([begun, ahead.ahead, ahead.isDone]).toEqual([[1, 2, 3], 2, true]);
  await expect(ahead.take()).rejects.toThrow("second");
  expect(await ahead.take()).toBe(3);
  await expect(ahead.take()).rejects.toThrow(RangeError);
});

test("ReadAhead waits on close for items in preparation, and discards those that were not taken", async () => {
  const discarded: number[] = [];
  const ahead = new ReadAhead([1, 2, 3], {
    prepare: async (item) => {
      await new Promise((resolve) => setImmediate(resolve));
      if (item === 3) throw new Error("third");
      return item;
    },
    discard: (item) => void discarded.push(item),
  });
  await ahead.take();
  ahead.begin();
  ahead.begin();
  expect(ahead.isIdle).toBe(false);
  await ahead.close();
  expect([discarded, ahead.isIdle, ahead.ahead]).toEqual([[2], true, 0]);
});

test("ReadAhead does not hold on to what was taken", async () => {
  const taken: WeakRef<object>[] = [];
  const ahead = new ReadAhead([1, 2, 3], { prepare: async (item) => ({ item }), discard: () => undefined });
  const take = async () => void taken.push(new WeakRef<object>(await ahead.take()));
  await take();
  ahead.begin();
  await take();
  await eventTurn();
  collect();
  expect(taken.map((one) => one.deref())).toEqual([undefined, undefined]);
  expect(await ahead.take()).toEqual({ item: 3 });
});
