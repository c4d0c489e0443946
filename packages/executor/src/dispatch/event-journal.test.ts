import type { RunEvent } from "@ohcs/context";
import { keepJournal } from "@ohcs/records";
import { memoryRunHost } from "@ohcs/records/memory";
import { expect, test } from "vitest";
import { RunEvents } from "./run-events.ts";

const step = { index: 0, name: "s" };
const progress = { type: "stepProgress", well: "A01", step, done: 1, of: 2 } as const;
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("keepJournal() takes no more than it can hold while its file cannot be written: the run drops progress", async () => {
  const host = memoryRunHost();
  const folder = await host.openOutput("out");
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const append = (path: string, text: string) => held.then(() => folder.append(path, text));
  const events = new RunEvents("r");
  const journal = keepJournal(events, { ...folder, append });
  for (let i = 0; i < 30_000; i++) {
    events.emit(progress);
    if (i % 1_000 === 0) await turn();
  }
  events.emit({ type: "wellQueued", well: "A02" });
  release();
  events.end();
  await journal;
  const lines = (host.files.get(".ohcs/events.jsonl") ?? "").trimEnd().split("\n");
  const written = lines.map((line) => JSON.parse(line) as RunEvent);
  const dropped = written.flatMap((event) => (event.type === "dropped" ? [event.count] : []));
  expect(written.length).toBeLessThan(12_000);
  expect(dropped.reduce((sum, count) => sum + count, 0) + written.length - dropped.length).toBe(30_001);
});
