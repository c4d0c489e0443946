import { PromptCalls } from "@ohcs/context";
import { expect, test } from "vitest";

function counted() {
  const calls = { here: 0, apart: 0 };
  const prompt = new PromptCalls();
  const make = (ms: number) =>
    prompt.make(
      () => {
        const until = performance.now() + ms;
        while (performance.now() < until);
        return ++calls.here;
      },
      async () => ++calls.apart,
    );
  return { calls, make };
}

test("calls that are answered at once are made in this thread; after three late ones the next thousand are not", async () => {
  const { calls, make } = counted();
  for (let i = 0; i < 3; i++) await make(2);
  expect(calls).toEqual({ here: 3, apart: 0 });
  for (let i = 0; i < 1000; i++) await make(2);
  expect(calls).toEqual({ here: 3, apart: 1000 });
  await make(0);
  expect(calls).toEqual({ here: 4, apart: 1000 });
});

test("others have a turn while many calls are made", async () => {
  const { make } = counted();
  let turns = 0;
  const timer = setInterval(() => turns++);
  for (let i = 0; i < 150; i++) await make(0.5);
  clearInterval(timer);
  expect(turns).toBeGreaterThan(1);
});

test("errors of a call reject", async () => {
  const broken = () => {
    throw new Error("gone");
  };
  await expect(new PromptCalls().make(broken, async () => 1)).rejects.toThrow("gone");
});
