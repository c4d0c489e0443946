import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { longTimer } from "./long-timer.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each([
  [100, 1],
  [2 ** 31 - 1, 1],
  [2 ** 31, 0],
  [Number.POSITIVE_INFINITY, 0],
])("longTimer() for %s ms sets %i timers", (ms, count) => {
  longTimer(() => undefined, ms);
  expect(vi.getTimerCount()).toBe(count);
});
