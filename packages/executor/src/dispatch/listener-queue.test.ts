import type { RunEvent } from "@ohcs/context";
import { expect, test } from "vitest";
import { ListenerQueue } from "./listener-queue.ts";

const step = { index: 0, name: "s" };
const at = (seq: number) => ({ v: 1, seq, t: 0, runId: "r" }) as const;
const progress = (seq: number): RunEvent => ({ ...at(seq), type: "stepProgress", well: "A01", step, done: 1, of: 2 });
const log = (seq: number): RunEvent => ({ ...at(seq), type: "log", well: null, level: "info", text: "" });
const started = (seq: number): RunEvent => ({ ...at(seq), type: "wellStarted", well: "A01", attempt: 1, worker: "w" });

function drain(queue: ListenerQueue): readonly string[] {
  const seen: string[] = [];
  for (let event = queue.shift(); event !== undefined; event = queue.shift())
    seen.push(event.type === "dropped" ? `dropped ${event.count}` : `${event.type} ${event.seq}`);
  return seen;
}

test("a queue gives events in the order in which they came", () => {
  const queue = new ListenerQueue(3);
  for (const event of [started(0), progress(1), log(2)]) queue.push(event);
  expect(drain(queue)).toEqual(["wellStarted 0", "stepProgress 1", "log 2"]);
});

test("a full queue refuses what may be dropped and says how much", () => {
  const queue = new ListenerQueue(2);
  for (const event of [started(0), log(1), progress(2), log(3)]) queue.push(event);
  expect(drain(queue)).toEqual(["dropped 2", "wellStarted 0", "log 1"]);
});

test("a full queue drops no start of a step", () => {
  const queue = new ListenerQueue(1);
  const begun = (seq: number): RunEvent => ({ ...at(seq), type: "stepStarted", well: "A01", step, steps: 1 });
  for (const event of [begun(0), begun(1), log(2), begun(3)]) queue.push(event);
  expect(drain(queue)).toEqual(["dropped 1", "stepStarted 0", "stepStarted 1", "stepStarted 3"]);
});

test("a queue that was full and was read takes, and gives up, as one that never was", () => {
  const queue = new ListenerQueue(2);
  for (const event of [progress(0), log(1), started(2)]) queue.push(event);
  expect(drain(queue)).toEqual(["dropped 1", "log 1", "wellStarted 2"]);
  for (const event of [log(3), progress(4), started(5), started(6)]) queue.push(event);
  expect(drain(queue)).toEqual(["dropped 2", "wellStarted 5", "wellStarted 6"]);
});

test("a full queue gives progress up first for what must not be lost, and grows where nothing may be dropped", () => {
  const queue = new ListenerQueue(3);
  for (const event of [progress(0), log(1), progress(2), started(3), started(4), started(5), started(6)])
    queue.push(event);
  expect(drain(queue)).toEqual(["dropped 3", "wellStarted 3", "wellStarted 4", "wellStarted 5", "wellStarted 6"]);
});
