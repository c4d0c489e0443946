import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listenForInterrupts } from "./interrupts.ts";
import { EXIT } from "./session.ts";

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
const exit = vi.fn();
let before: readonly (readonly NodeJS.SignalsListener[])[] = [];
beforeEach(() => {
  before = SIGNALS.map((signal) => process.listeners(signal));
  vi.spyOn(process, "exit").mockImplementation(exit as never);
});
afterEach(() => {
  for (const [i, signal] of SIGNALS.entries())
    for (const listener of process.listeners(signal)) if (!before[i]?.includes(listener)) process.off(signal, listener);
  vi.restoreAllMocks();
  exit.mockClear();
});
const added = () => SIGNALS.map((signal, i) => process.listenerCount(signal) - (before[i]?.length ?? 0));

test.each([
  ["SIGINT", EXIT.interrupted],
  ["SIGTERM", EXIT.terminated],
] as const)("the first %s asks for the end, the second ends the program at once with code %i", (signal, code) => {
  const interrupts = listenForInterrupts();
  process.emit(signal, signal);
  expect([interrupts.signal.aborted, interrupts.exitCode(), exit.mock.calls]).toEqual([true, code, []]);
  process.emit(signal, signal);
  expect(exit.mock.calls).toEqual([[code]]);
});

test("no listener is left after the release", () => {
  const interrupts = listenForInterrupts();
  expect(added()).toEqual([1, 1]);
  interrupts.release();
  expect([added(), interrupts.exitCode()]).toEqual([[0, 0], null]);
});
