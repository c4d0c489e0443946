import type { WorkerEvent } from "@ohcs/context";
import { expect, test } from "vitest";
import { EventOutbox } from "./event-outbox.ts";

const step = { index: 0, name: "blur" };
const started: WorkerEvent = { type: "stepStarted", well: "A01", step, steps: 1 };
const memory = { heapBytes: null, arrayBufferBytes: null, heldBytes: 0, peakBytes: 0 };
const finished: WorkerEvent = {
  type: "stepFinished",
  well: "A01",
  step,
  durationMs: 1,
  readBytes: 0,
  writtenBytes: 0,
  memory,
};

function outbox() {
  const sent: (readonly WorkerEvent[])[] = [];
  return { sent, box: new EventOutbox((events) => void sent.push(events)) };
}

test("the end of a step goes with the next event, or with the reply, and everything goes once", () => {
  const { sent, box } = outbox();
  for (const event of [started, finished, started, finished]) box.add(event, true);
  expect(sent).toEqual([[started], [finished, started]]);
  expect(box.close()).toEqual({ events: 4, pending: [finished] });
  expect(box.close()).toEqual({ events: 4, pending: [] });
});

test("if the time of steps is measured outside, nothing waits", () => {
  const { sent, box } = outbox();
  for (const event of [started, finished]) box.add(event, false);
  expect(sent).toEqual([[started], [finished]]);
});
