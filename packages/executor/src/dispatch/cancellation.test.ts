import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Cancellation } from "./cancellation.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("wells that get for ever to stop are ended only when the run is cancelled again", async () => {
  const cancellation = new Cancellation(Number.POSITIVE_INFINITY);
  cancellation.cancel();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([cancellation.signal.aborted, cancellation.now.aborted]).toEqual([true, false]);
  cancellation.cancel();
  expect(cancellation.now.aborted).toBe(true);
  cancellation.dispose();
});
