import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchMemory } from "./watch-memory.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Slots whose workers take until `release` to go, and how often memory was looked at. */
function slotsOf(...reports: readonly (number | null)[]) {
  const ended: number[] = [];
  const releases: (() => void)[] = [];
  const slots = reports.map((lastReport, i) => ({
    lastReport,
    endForMemory: () => {
      ended.push(i);
      slots[i] = { ...slots[i], lastReport: null } as (typeof slots)[number];
      return new Promise<void>((resolve) => releases.push(resolve));
    },
  }));
  return { slots, ended, release: () => releases.shift()?.() };
}

test("where memory is short, the slot that was silent longest is ended, idle ones never", async () => {
  const { slots, ended } = slotsOf(7, null, 3, 5);
  const watch = watchMemory(slots, () => true);
  await vi.advanceTimersByTimeAsync(100);
  expect(ended).toEqual([2]);
  watch.stop();
});

test("the next slot is judged only once the one before is gone, and spared where memory is back", async () => {
  let isShort = true;
  const { slots, ended, release } = slotsOf(2, 1, 3);
  const watch = watchMemory(slots, () => isShort);
  await vi.advanceTimersByTimeAsync(500);
  expect(ended).toEqual([1]);
  release();
  await vi.advanceTimersByTimeAsync(100);
  expect(ended).toEqual([1, 0]);
  isShort = false;
  release();
  await vi.advanceTimersByTimeAsync(500);
  expect(ended).toEqual([1, 0]);
  watch.stop();
});

test("a failed check ends no worker, and the next one still runs", async () => {
  const { slots, ended } = slotsOf(1);
  let looks = 0;
  const watch = watchMemory(slots, () => {
    if (++looks === 1) throw new Error("EMFILE: too many open files");
    return true;
  });
  await expect(watch.check()).resolves.toBeUndefined();
  expect(ended).toEqual([]);
  await vi.advanceTimersByTimeAsync(100);
  expect(ended).toEqual([0]);
  watch.stop();
});

test("no worker is ended if memory is not short, if nothing runs, or once the watch has stopped", async () => {
  const [enough, idle, stopped] = [slotsOf(1), slotsOf(null), slotsOf(1)];
  const watches = [watchMemory(enough.slots, () => false), watchMemory(idle.slots, () => true)];
  watchMemory(stopped.slots, () => true).stop();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([enough.ended, idle.ended, stopped.ended]).toEqual([[], [], []]);
  for (const watch of watches) watch.stop();
});
