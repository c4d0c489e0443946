import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchOpening } from "./watch-opening.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a device that opens for longer than patience, and a moment for the worker's own answer, hangs", () => {
  const { hung, hear } = watchOpening(120_000);
  vi.advanceTimersByTime(500_000);
  hear({ ohcsOpening: true });
  vi.advanceTimersByTime(120_000);
  expect(hung.aborted).toBe(false);
  vi.advanceTimersByTime(1_000);
  expect([hung.aborted, hung.reason]).toEqual([true, 120_000]);
});

test.each([
  ["has opened", (watch: ReturnType<typeof watchOpening>) => watch.hear({ ohcsOpening: false })],
  ["ends with its process", (watch: ReturnType<typeof watchOpening>) => watch.stop()],
])("a device that %s is waited for no longer", (_, end) => {
  const watch = watchOpening(100);
  watch.hear({ ohcsOpening: true });
  end(watch);
  vi.advanceTimersByTime(10_000);
  expect(watch.hung.aborted).toBe(false);
});

test("messages of others neither begin nor end the wait", () => {
  const { hung, hear } = watchOpening(100);
  const foreign = ["ready", 5, null, undefined, [], { ohcsEvents: [] }, { ohcsOpening: "yes" }];
  for (const message of foreign) hear(message);
  expect(vi.getTimerCount()).toBe(0);
  hear({ ohcsOpening: true });
  for (const message of foreign) hear(message);
  vi.advanceTimersByTime(1_100);
  expect(hung.aborted).toBe(true);
});
