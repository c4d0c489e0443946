import type { WellTask } from "@ohcs/context";
import { createGpuRegistry, type GpuProbe, type GpuRegistry } from "@ohcs/gpu-registry";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { limitsOf } from "../memory/memory-guard.ts";
import { GpuProcessSession } from "./gpu-process-session.ts";
import { gpuProcesses } from "./gpu-processes.ts";

const record = {
  id: "board",
  name: "Board",
  backend: "vulkan",
  copies: 1,
  vendor: "",
  architecture: "",
  description: "",
  software: false,
  subgroupSizes: null,
  features: [],
  limits: {},
  selfTest: { passed: true, ms: 1, message: null },
};
const probe: GpuProbe = { specVersion: 1, provider: "test", adapters: [record], reason: null, notes: [] };
const provider = { name: "test", url: "file:///nowhere.mjs", export: "none", options: {} };
const task: WellTask = {
  context: "",
  wellId: "A01",
  attempt: 1,
  deadlineMs: null,
  contributors: [],
  gpu: { adapter: "board", name: "Board", fallback: null },
};

let registry: GpuRegistry;
let session: ReturnType<ReturnType<typeof gpuProcesses>["start"]>;
beforeEach(async () => {
  registry = createGpuRegistry({ probe: async () => probe, hostMemoryBytes: 1e9 });
  await registry.initialize();
  const startup = { modules: {}, roots: {}, runId: "test" };
  const workers = gpuProcesses({ registry, provider, workerUrl: "file:///nowhere.mjs" });
  session = workers.start({ width: 1, startup, onEvent: () => undefined });
});
afterEach(() => session.close());

const countsOf = () => registry.status().adapters[0]?.leases;

test("a well that waits for a slot ends as cancelled with its run, and holds nothing", async () => {
  const lease = await registry.lease("board");
  const controller = new AbortController();
  const waiting = session.run(task, controller.signal);
  await expect.poll(() => countsOf()?.waiting).toBe(1);
  controller.abort();
  expect(await waiting).toMatchObject({ status: "cancelled", error: { code: "WELL_CANCELLED" } });
  const closed = session.run(task, new AbortController().signal);
  await session.close();
  expect(await closed).toMatchObject({ status: "cancelled" });
  await lease.release();
  expect(countsOf()).toMatchObject({ held: 0, waiting: 0, granted: 1 });
});

test.each(["cancelled", "closed"])(
  "a run that is %s while a lease is on its way gives it back, and starts no worker",
  async (how) => {
    const controller = new AbortController();
    // Starting a worker requests the name of its adapter.
    const status = vi.fn(() => registry.status());
    const late: GpuRegistry = {
      ...registry,
      status,
      lease: async (adapter) => {
        const lease = await registry.lease(adapter);
        if (how === "cancelled") controller.abort();
        else await own.close();
        return lease;
      },
    };
    const startup = { modules: {}, roots: {}, runId: "test" };
    const parts = { provider, env: {}, patienceMs: 1, workerUrl: "file:///nowhere.mjs", memory: limitsOf({}, 1e9, 1) };
    const own = new GpuProcessSession({ width: 1, startup, onEvent: () => undefined }, { registry: late, ...parts });
    expect(await own.run(task, controller.signal)).toMatchObject({ status: "cancelled" });
    expect(status).not.toHaveBeenCalled();
    expect(countsOf()).toMatchObject({ held: 0, granted: 1 });
  },
);

test("an adapter that is not there is an error of the well", async () => {
  const other = { ...task, gpu: { adapter: "other", name: "Other", fallback: null } };
  const { error, gpu } = await session.run(other, new AbortController().signal);
  expect([error?.code, gpu?.adapter]).toEqual(["GPU_ADAPTER_UNKNOWN", "other"]);
});

test("slots and their use are reported for the named adapters", () => {
  const workers = gpuProcesses({ registry, provider, workerUrl: "file:///nowhere.mjs" });
  expect([workers.slotsOf(new Set(["board", "other"])), workers.slotsOf(new Set(["other"]))]).toEqual([1, 0]);
  const use = { adapter: "board", name: "Board", software: false, slots: 1, maximum: 0, granted: 0, retired: 0 };
  expect(workers.useOf(new Set(["board", "other"]))).toEqual([use]);
});

test("a slot that was retired is none any more", async () => {
  const settings = { maxWorkersPerGpu: 2 };
  const two = createGpuRegistry({ probe: async () => probe, hostMemoryBytes: 1e9, settings });
  await two.initialize();
  const workers = gpuProcesses({ registry: two, provider, workerUrl: "file:///nowhere.mjs" });
  expect(workers.slotsOf(new Set(["board"]))).toBe(2);
  for (let crash = 0; crash < 3; crash++) await (await two.lease("board")).release("crashed");
  expect(workers.slotsOf(new Set(["board"]))).toBe(1);
});
