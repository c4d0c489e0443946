import { expect, test } from "vitest";
import { eventsIn } from "./process-kind.ts";

test("eventsIn() takes the events of a worker, and nothing of what others send through the same channel", () => {
  const events = [{ type: "log", well: null, level: "info", text: "hello" }];
  expect(eventsIn({ ohcsEvents: events })).toBe(events);
  for (const foreign of ["ready", 5, null, undefined, [], events, { type: "log" }, { ohcsEvents: "ready" }])
    expect(eventsIn(foreign)).toEqual([]);
});
