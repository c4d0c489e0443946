import { expect, test } from "vitest";
import { ReadAhead } from "./read-ahead.ts";

test("ReadAhead gives items in order, whenever they were begun, and tells a failure at its turn", async () => {
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

test("ReadAhead waits at its close for what was begun, and discards what nobody took", async () => {
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
