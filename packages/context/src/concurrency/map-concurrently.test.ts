import { setImmediate } from "node:timers/promises";
import { mapConcurrently } from "@ohcs/context";
import { expect, test } from "vitest";

test("mapConcurrently() keeps the order and never exceeds its width", async () => {
  let [running, most] = [0, 0];
  const results = await mapConcurrently([5, 1, 4, 2, 3], 2, async (item) => {
    most = Math.max(most, ++running);
    for (let i = 0; i < item; i++) await setImmediate();
    running--;
    return 10 * item;
  });
  expect(results).toEqual([50, 10, 40, 20, 30]);
  expect(most).toBe(2);
});

test("mapConcurrently() starts no further item after a failure", async () => {
  const started: number[] = [];
  const failing = mapConcurrently([0, 1, 2, 3, 4, 5], 2, async (item) => {
    started.push(item);
    await setImmediate();
    throw new Error(`item ${item}`);
  });
  await expect(failing).rejects.toThrow("item 0");
  await setImmediate();
  expect(started).toEqual([0, 1]);
});
