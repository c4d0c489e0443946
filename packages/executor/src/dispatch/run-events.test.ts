import type { RunEvent } from "@ohcs/context";
import { expect, test } from "vitest";
import { RunEvents } from "./run-events.ts";

const log = (text: string) => ({ type: "log", well: null, level: "info", text }) as const;
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

test("every listener receives all events, numbered and in order, until the run ends", async () => {
  const events = new RunEvents("r");
  const first: number[] = [];
  events.subscribe(({ seq }) => void first.push(seq));
  const second: RunEvent[] = [];
  const reading = (async () => {
    for await (const event of events) second.push(event);
  })();
  for (const text of ["a", "b", "c"]) events.emit(log(text));
  events.end();
  await reading;
  await settle();
  expect(first).toEqual([0, 1, 2]);
  expect(second.map(({ v, runId, type }) => [v, runId, type])).toEqual(Array(3).fill([1, "r", "log"]));
  expect(second.map(({ t }) => t).toSorted((a, b) => a - b)).toEqual(second.map(({ t }) => t));
});

test("a listener that throws receives the rest, and so do the others", async () => {
  const events = new RunEvents("r");
  const heard: number[] = [];
  events.subscribe(({ seq }) => {
    heard.push(seq);
    throw new Error("listener");
  });
  events.emit(log("a"));
  events.emit(log("b"));
  await settle();
  expect(heard).toEqual([0, 1]);
});

test("a listener that rejects receives the rest, and its rejection is handled", async () => {
  const unheard: unknown[] = [];
  const note = (reason: unknown) => void unheard.push(reason);
  process.on("unhandledRejection", note);
  try {
    const events = new RunEvents("r");
    const heard: number[] = [];
    events.subscribe(async ({ seq }) => {
      heard.push(seq);
      throw new Error("listener");
    });
    events.emit(log("a"));
    events.emit(log("b"));
    await settle();
    expect([heard, unheard]).toEqual([[0, 1], []]);
  } finally {
    process.off("unhandledRejection", note);
  }
});

test("a removed listener receives no more events", async () => {
  const events = new RunEvents("r");
  const heard: number[] = [];
  const stop = events.subscribe(({ seq }) => void heard.push(seq));
  events.emit(log("a"));
  await settle();
  stop();
  events.emit(log("b"));
  await settle();
  expect(heard).toEqual([0]);
});
