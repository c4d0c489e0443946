import { expect, test } from "vitest";
import { WriteBehind } from "./write-behind.ts";

/** Counts what is kept alive while it is written. */
function held() {
  let holders = 0;
  const pending = (write: () => Promise<void>, bytes = 0, note = () => {}) => ({
    bytes,
    begin: () => void holders++,
    write: () => write().then(() => note),
    end: () => void holders--,
  });
  return { pending, holders: () => holders };
}

/** A write that ends when it is told to. */
function write() {
  let settle: { readonly end: () => void; readonly fail: (error: unknown) => void } | null = null;
  const run = () =>
    new Promise<void>((resolve, reject) => {
      settle = { end: resolve, fail: reject };
    });
  return {
    run,
    begun: () => settle !== null,
    end: () => settle?.end(),
    fail: (error: unknown) => settle?.fail(error),
  };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("WriteBehind runs as many writes at once as it is wide; what they need lives until they are done", async () => {
  const writes = new WriteBehind(2, 100);
  const needed = held();
  const [one, two, three] = [write(), write(), write()];
  await writes.add(needed.pending(one.run));
  await writes.add(needed.pending(two.run));
  const third = writes.add(needed.pending(three.run));
  await turn();
  expect([one.begun(), two.begun(), three.begun(), needed.holders()]).toEqual([true, true, false, 2]);
  two.end();
  await third;
  expect(three.begun()).toBe(true);
  one.end();
  three.end();
  await writes.drain();
  expect([needed.holders(), writes.isIdle]).toEqual([0, true]);
});

test("WriteBehind begins nothing after a failure, and throws the one that is first in order", async () => {
  const writes = new WriteBehind(3, 100);
  const needed = held();
  const [one, two, three] = [write(), write(), write()];
  await writes.add(needed.pending(one.run));
  await writes.add(needed.pending(two.run));
  two.fail(new Error("second"));
  await turn();
  const third = writes.add(needed.pending(three.run)).then(
    () => "begun",
    (error: Error) => error.message,
  );
  await turn();
  one.fail(new Error("first"));
  expect(await third).toBe("first");
  expect([three.begun(), needed.holders()]).toEqual([false, 0]);
  await expect(writes.drain()).rejects.toThrow("first");
});

test("WriteBehind keeps to a number of bytes, but for a write that is larger by itself", async () => {
  const writes = new WriteBehind(9, 100);
  const needed = held();
  const [large, small, last] = [write(), write(), write()];
  await writes.add(needed.pending(large.run, 101));
  const second = writes.add(needed.pending(small.run, 60));
  await turn();
  expect([large.begun(), small.begun()]).toEqual([true, false]);
  large.end();
  await second;
  const third = writes.add(needed.pending(last.run, 41));
  await turn();
  expect([small.begun(), last.begun()]).toEqual([true, false]);
  small.end();
  await third;
  last.end();
  await writes.drain();
  expect([last.begun(), needed.holders()]).toEqual([true, 0]);
});

test("WriteBehind has what was written noted in order, each as soon as all before it have ended, also by a failure", async () => {
  const writes = new WriteBehind(9, 100);
  const needed = held();
  const noted: string[] = [];
  const [one, two, three] = [write(), write(), write()];
  for (const [name, { run }] of Object.entries({ one, two, three }))
    await writes.add(needed.pending(run, 0, () => void noted.push(name)));
  three.end();
  await turn();
  expect([noted, needed.holders()]).toEqual([[], 2]);
  one.end();
  await turn();
  expect(noted).toEqual(["one"]);
  two.fail(new Error("second"));
  await expect(writes.drain()).rejects.toThrow("second");
  expect(noted).toEqual(["one", "three"]);
});
