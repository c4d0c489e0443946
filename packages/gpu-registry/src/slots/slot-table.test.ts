import fc from "fast-check";
import { expect, test } from "vitest";
import type { GpuLease, LeaseEnd } from "./gpu-lease.ts";
import { aloneOnMachine } from "./slot-exchange.ts";
import { slotTable } from "./slot-table.ts";

const tableOf = (slots: Readonly<Record<string, number>>) => slotTable(new Map(Object.entries(slots)), aloneOnMachine);

/** Lets all pending work proceed. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("n adapters are all used, and leases per adapter never exceed its slots (landmine 18)", async () => {
  const slots = { one: 1, two: 2 };
  const table = tableOf(slots);
  const seen = { one: 0, two: 0 };
  const inside = { one: 0, two: 0 };
  const work = async (well: number): Promise<void> => {
    const adapter = well % 3 === 0 ? "one" : "two";
    await using _lease = await table.lease(adapter, null);
    inside[adapter] += 1;
    seen[adapter] = Math.max(seen[adapter], inside[adapter]);
    for (let turn = 0; turn < 1 + (well % 4); turn++) await settle();
    inside[adapter] -= 1;
  };
  await Promise.all(Array.from({ length: 32 }, (_, well) => work(well)));
  expect(seen).toEqual(slots);
  expect(table.counts("one")).toEqual({ held: 0, maximum: 1, waiting: 0, granted: 11, retired: 0 });
  expect(table.counts("two")).toEqual({ held: 0, maximum: 2, waiting: 0, granted: 21, retired: 0 });
});

test("requests are served in order, and get the released slot", async () => {
  const table = tableOf({ a: 2 });
  const [first, second] = await Promise.all([table.lease("a", null), table.lease("a", null)]);
  const order: string[] = [];
  const third = table.lease("a", null).then((lease) => order.push(`third on ${lease.slot}`) && lease);
  const fourth = table.lease("a", null).then((lease) => order.push(`fourth on ${lease.slot}`) && lease);
  await settle();
  expect(table.counts("a")).toMatchObject({ held: 2, waiting: 2 });
  await second.release();
  await first.release();
  await Promise.all([third, fourth]);
  expect(order).toEqual(["third on 1", "fourth on 0"]);
});

test("a lease is released once, by success, by an error or by hand", async () => {
  const table = tableOf({ a: 1 });
  const failing = async () => {
    await using _lease = await table.lease("a", null);
    throw new Error("the well failed");
  };
  await expect(failing()).rejects.toThrow("the well failed");
  const lease = await table.lease("a", null);
  await Promise.all([lease.release(), lease.release("crashed"), lease[Symbol.asyncDispose]()]);
  expect(table.counts("a")).toEqual({ held: 0, maximum: 1, waiting: 0, granted: 2, retired: 0 });
});

test("a wait that is cancelled leaves the queue, and the slot goes to the next", async () => {
  const table = tableOf({ a: 1 });
  const held = await table.lease("a", null);
  const controller = new AbortController();
  const given = table.lease("a", controller.signal);
  const next = table.lease("a", null);
  controller.abort();
  await expect(given).rejects.toMatchObject({ code: "GPU_LEASE_CANCELLED" });
  await expect(table.lease("a", controller.signal)).rejects.toMatchObject({ code: "GPU_LEASE_CANCELLED" });
  await held.release();
  expect((await next).slot).toBe(0);
});

test("a slot is retired after three crashes in a row, and not after three with a success between", async () => {
  const table = tableOf({ a: 1 });
  const use = async (end: LeaseEnd) => (await table.lease("a", null)).release(end);
  for (const end of ["crashed", "crashed", "finished", "crashed", "crashed"] as const) await use(end);
  const last = await table.lease("a", null);
  const waiting = table.lease("a", null);
  await last.release("crashed");
  await expect(waiting).rejects.toMatchObject({ code: "GPU_NO_SLOTS", details: { retired: 1 } });
  await expect(table.lease("a", null)).rejects.toMatchObject({ code: "GPU_NO_SLOTS" });
  expect(table.counts("a")).toMatchObject({ held: 0, retired: 1, granted: 6 });
});

test("a slot that the exchange refused keeps its count of crashes", async () => {
  let refuse = false;
  const exchange = {
    claim: async () => {
      if (refuse) throw new Error("refused");
      return async () => undefined;
    },
  };
  const table = slotTable(new Map([["a", 1]]), exchange);
  for (let crash = 0; crash < 2; crash++) await (await table.lease("a", null)).release("crashed");
  refuse = true;
  await expect(table.lease("a", null)).rejects.toThrow("refused");
  refuse = false;
  await (await table.lease("a", null)).release("crashed");
  expect(table.counts("a")).toMatchObject({ held: 0, retired: 1, granted: 3 });
});

test("an unknown adapter, and one without slots, are errors with a code", async () => {
  const table = tableOf({ a: 0 });
  await expect(table.lease("b", null)).rejects.toMatchObject({
    code: "GPU_ADAPTER_UNKNOWN",
    details: { known: ["a"] },
  });
  await expect(table.lease("a", null)).rejects.toMatchObject({ code: "GPU_NO_SLOTS" });
});

const moves = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("ask" as const), cancel: fc.boolean() }),
    fc.record({
      kind: fc.constant("release" as const),
      which: fc.nat(50),
      end: fc.constantFrom<LeaseEnd>("finished", "crashed"),
    }),
  ),
  { maxLength: 60 },
);

test("for any sequence of requests, cancels, releases and crashes no slot is used twice or lost", async () => {
  const property = fc.asyncProperty(fc.integer({ min: 1, max: 3 }), moves, async (slots, sequence) => {
    const table = tableOf({ a: slots });
    const held: GpuLease[] = [];
    let refused = 0;
    let requested = 0;
    for (const move of sequence) {
      if (move.kind === "ask") {
        const controller = new AbortController();
        requested += 1;
        table.lease("a", controller.signal).then(
          (lease) => held.push(lease),
          () => (refused += 1),
        );
        await settle();
        if (move.cancel) controller.abort();
      } else await held.splice(move.which % Math.max(1, held.length), 1)[0]?.release(move.end);
      await settle();
      const counts = table.counts("a");
      expect(new Set(held.map(({ slot }) => slot)).size).toBe(held.length);
      expect(counts.held).toBe(held.length);
      expect(held.length).toBeLessThanOrEqual(slots - counts.retired);
      // No request waits while a slot is free.
      expect(counts.waiting === 0 || held.length === slots - counts.retired).toBe(true);
      expect(counts.granted + counts.waiting + refused).toBe(requested);
    }
  });
  await fc.assert(property, { numRuns: 60 });
});
