import { contextOf } from "@ohcs/testkit/contexts";
import { expect, test } from "vitest";
import { AdapterRoom } from "./adapter-room.ts";

const wellOn = (adapter: string) => contextOf({ well: "A01", steps: [], gpu: { adapter, name: adapter } });
const onCpu = contextOf({ well: "A02", steps: [] });

test("an adapter has room for as many wells as it has slots, and the CPU always", async () => {
  const room = new AdapterRoom({ slotsOf: (ids) => (ids.has("a") ? 1 : 0) });
  const ends: (() => void)[] = [];
  const running = [wellOn("a"), onCpu, wellOn("gone")].map((context) =>
    room.take(context, () => new Promise<void>((resolve) => ends.push(resolve))),
  );
  const isThere = () => [wellOn("a"), wellOn("gone"), onCpu].map((context) => room.isThere(context));
  expect(isThere()).toEqual([false, true, true]);
  for (const end of ends) end();
  await Promise.all(running);
  expect(isThere()).toEqual([true, true, true]);
  await expect(room.take(wellOn("a"), () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(isThere()).toEqual([true, true, true]);
});

test("a slot that was retired is no room any more once the well that it failed has ended", async () => {
  const slots = { a: 2 };
  const room = new AdapterRoom({ slotsOf: () => slots.a });
  const ends: (() => void)[] = [];
  const begin = () => room.take(wellOn("a"), () => new Promise<void>((resolve) => ends.push(resolve)));
  const [first, second] = [begin(), begin()];
  expect(room.isThere(wellOn("a"))).toBe(false);
  slots.a = 1;
  ends[0]?.();
  await first;
  expect(room.isThere(wellOn("a"))).toBe(false);
  ends[1]?.();
  await second;
  expect(room.isThere(wellOn("a"))).toBe(true);
});
