import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchOpening } from "./watch-opening.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a device that opens for longer than patience, and a moment for the worker's own answer, hangs", () => {
  const { hung, receive } = watchOpening(120_000);
  vi.advanceTimersByTime(500_000);
  receive({ ohcsOpening: true });
  vi.advanceTimersByTime(120_000);
  expect(hung.aborted).toBe(false);
  vi.advanceTimersByTime(1_000);
  expect([hung.aborted, hung.reason]).toEqual([true, 120_000]);
});

test.each([
  ["has opened", (watch: ReturnType<typeof watchOpening>) => watch.receive({ ohcsOpening: false })],
  ["ends with its process", (watch: ReturnType<typeof watchOpening>) => watch.stop()],
])("a device that %s is waited for no longer", (_, end) => {
  const watch = watchOpening(100);
  watch.receive({ ohcsOpening: true });
  end(watch);
  vi.advanceTimersByTime(10_000);
  expect(watch.hung.aborted).toBe(false);
});

test("messages of others neither begin nor end the wait", () => {
  const { hung, receive } = watchOpening(100);
  const foreign = ["ready", 5, null, undefined, [], { ohcsEvents: [] }, { ohcsOpening: "yes" }];
  for (const message of foreign) receive(message);
  expect(vi.getTimerCount()).toBe(0);
  receive({ ohcsOpening: true });
  for (const message of foreign) receive(message);
  vi.advanceTimersByTime(1_100);
  expect(hung.aborted).toBe(true);
});
