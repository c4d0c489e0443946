import { mkdir, mkdtemp, readdir, readFile, rm, rmdir, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ownIdentity, slotLedger } from "@ohcs/locks";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { SlotExchange } from "../slots/slot-exchange.ts";
import { machineSlots } from "./machine-slots.ts";

let folder = "";
let runA: SlotExchange;
let runB: SlotExchange;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-gpus-"));
  // Two runs in separate processes, as seen by the files: each lease has its own token.
  runA = machineSlots({ folder, pollMs: 1 });
  runB = machineSlots({ folder, pollMs: 1 });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const ledgerOf = (adapter: string) => slotLedger(folder, join(folder, adapter));
const heldOn = async (adapter: string) => (await ledgerOf(adapter).entries()).filter(({ held }) => held).length;
/** Resolves once this many wait: each claim has then polled at least once. */
const someWait = async (adapter: string, count: number) => {
  while ((await ledgerOf(adapter).entries()).filter(({ held }) => !held).length < count);
};

test("two runs together hold no more than either allows, and one waits until the other releases", async () => {
  const first = await runA.claim("gpu", 2, null);
  const second = await runB.claim("gpu", 2, null);
  let granted = false;
  const third = runA.claim("gpu", 2, null).then((giveBack) => {
    granted = true;
    return giveBack;
  });
  // Another adapter is not affected.
  await (await runB.claim("other", 1, null))();
  expect({ granted, held: await heldOn("gpu") }).toEqual({ granted: false, held: 2 });
  await first();
  await (await third)();
  await Promise.all([second(), second()]);
  expect(await heldOn("gpu")).toBe(0);
});

test("a run that always has wells waiting does not starve another: requests are served in order", async () => {
  const order: string[] = [];
  const use = async (name: string, exchange: SlotExchange) => {
    const giveBack = await exchange.claim("gpu", 1, null);
    order.push(name);
    await giveBack();
  };
  const first = await runA.claim("gpu", 1, null);
  const all = [];
  for (const [i, exchange] of [runB, runA, runB, runA].entries()) {
    all.push(use(`${exchange === runA ? "A" : "B"}${i}`, exchange));
    await someWait("gpu", i + 1);
  }
  await first();
  await Promise.all(all);
  expect(order).toEqual(["B0", "A1", "B2", "A3"]);
});

test("a run that allows fewer leases gets its turn beside one that allows more", async () => {
  const leases = await Promise.all([1, 2].map(() => runA.claim("gpu", 2, null)));
  const modest = runB.claim("gpu", 1, null);
  await someWait("gpu", 1);
  const next = runA.claim("gpu", 2, null);
  await someWait("gpu", 2);
  await Promise.all(leases.map((giveBack) => giveBack()));
  await (await modest)();
  await (await next)();
});

test("a run that allows more takes no more beside one that allows less", async () => {
  const modest = await runA.claim("gpu", 1, null);
  let isGranted = false;
  const greedy = runB.claim("gpu", 2, null).then((giveBack) => {
    isGranted = true;
    return giveBack;
  });
  await someWait("gpu", 1);
  // Waiting claims poll repeatedly: the other adapter is claimed during as many polls.
  for (let round = 0; round < 5; round++) await (await runB.claim("other", 1, null))();
  expect({ isGranted, held: await heldOn("gpu") }).toEqual({ isGranted: false, held: 1 });
  await modest();
  await (await greedy)();
});

/**
 * Makes an adapter's ledger unreadable in one step: its newest version is a folder. Returns a function that undoes
 * this.
 */
async function hidden(adapter: string): Promise<() => Promise<void>> {
  const newest = join(folder, adapter, "1000000");
  await mkdir(newest);
  return () => rmdir(newest);
}

test("a lease that could not be released is released as soon as possible", async () => {
  const giveBack = await runA.claim("gpu", 1, null);
  const show = await hidden("gpu");
  await expect(giveBack()).rejects.toMatchObject({ code: "GPU_LOCKS_UNUSABLE" });
  await show();
  await (await runA.claim("gpu", 1, null))();
  expect(await ledgerOf("gpu").entries()).toEqual([]);
});

test("a claim that could not leave the queue does not block it", async () => {
  const held = await runA.claim("gpu", 1, null);
  const waiting = runB.claim("gpu", 1, null);
  await someWait("gpu", 1);
  const [show] = await Promise.all([
    hidden("gpu"),
    expect(waiting).rejects.toMatchObject({ code: "GPU_LOCKS_UNUSABLE" }),
  ]);
  await show();
  await held();
  await (await runA.claim("gpu", 1, null))();
  expect(await ledgerOf("gpu").entries()).toEqual([]);
});

test("a ledger that power loss left empty or damaged holds nothing, and is continued", async () => {
  for (const [generation, text] of [
    ["7", ""],
    ["20", '[{"pid":'],
    ["40", "{}"],
  ] as const) {
    await (await runA.claim("gpu", 1, null))();
    await writeFile(join(folder, "gpu", generation), text);
    await (await runB.claim("gpu", 1, null))();
  }
  expect(await readdir(join(folder, "gpu"))).toContain("42");
});

test("half-written files of a killed process are swept, and those of a running one are not", async () => {
  await (await runA.claim("gpu", 1, null))();
  const [dead, alive] = [`.${2 ** 22 + 1}-a.ohcs-tmp`, `.${process.ppid}-b.ohcs-tmp`];
  for (const name of [dead, alive]) await writeFile(join(folder, "gpu", name), "half");
  await (await runA.claim("gpu", 1, null))();
  expect(await readdir(join(folder, "gpu"))).toEqual([alive, "1", "2", "3", "4"]);
});

test("a cancelled claim leaves the queue", async () => {
  const held = await runA.claim("gpu", 1, null);
  const controller = new AbortController();
  const given = runB.claim("gpu", 1, controller.signal);
  await someWait("gpu", 1);
  const next = runA.claim("gpu", 1, null);
  await someWait("gpu", 2);
  controller.abort();
  await expect(given).rejects.toMatchObject({ code: "GPU_LEASE_CANCELLED" });
  await held();
  await (await next)();
  expect(await ledgerOf("gpu").entries()).toEqual([]);
});

test("leases of a dead process are free, also if its pid was reused or the machine rebooted", async () => {
  const own = await ownIdentity();
  const ledger = ledgerOf("gpu");
  await ledger.ask({ ...own, pid: 2 ** 22 + 1, token: "gone" }, 9);
  await ledger.ask({ ...own, startTime: "1", token: "pid reused" }, 9);
  await ledger.ask({ ...own, boot: "an earlier boot", token: "earlier boot" }, 9);
  expect(await heldOn("gpu")).toBe(0);
  const giveBack = await runA.claim("gpu", 1, null);
  expect(await heldOn("gpu")).toBe(1);
  await giveBack();
});

test("files of long past versions are removed, and the newest is never", async () => {
  for (let round = 0; round < 40; round++) await (await runA.claim("gpu", 1, null))();
  const names = await readdir(join(folder, "gpu"));
  expect(names).toContain("80");
  expect(names.length).toBeLessThanOrEqual(32);
  expect(await readFile(join(folder, "gpu", "80"), "utf8")).toBe("[]");
});

test("of many concurrent claims none is lost, and the limit holds at every moment", async () => {
  let held = 0;
  let most = 0;
  let fill = (): void => undefined;
  const full = new Promise<void>((resolve) => {
    fill = resolve;
  });
  const use = async (exchange: SlotExchange) => {
    const giveBack = await exchange.claim("gpu", 3, null);
    held += 1;
    most = Math.max(most, held);
    if (held === 3) fill();
    await full;
    held -= 1;
    await giveBack();
  };
  await Promise.all(Array.from({ length: 12 }, (_, i) => use(i % 2 === 0 ? runA : runB)));
  expect({ most, left: await heldOn("gpu") }).toEqual({ most: 3, left: 0 });
});

test("a link in place of a folder is not followed: it may point to another user's files", async () => {
  const target = await mkdtemp(join(tmpdir(), "ohcs-gpus-"));
  try {
    await symlink(target, join(folder, "gpu"));
    await symlink(target, join(folder, "root"));
    for (const root of [folder, join(folder, "root")])
      await expect(machineSlots({ folder: root }).claim("gpu", 1, null)).rejects.toMatchObject({
        code: "GPU_LOCKS_UNUSABLE",
        message: expect.stringContaining("is a link"),
      });
    expect(await readdir(target)).toEqual([]);
  } finally {
    await rm(target, { recursive: true });
  }
});

test("a folder that cannot be made is an error with a code", async () => {
  await writeFile(join(folder, "file"), "");
  const exchange = machineSlots({ folder: join(folder, "file") });
  await expect(exchange.claim("gpu", 1, null)).rejects.toMatchObject({ code: "GPU_LOCKS_UNUSABLE" });
});
