import { expect, test, vi } from "vitest";
import { sampleProbe, sampleRecord } from "../../test/sample-adapters.ts";
import type { AdapterRecord } from "../probe/adapter-record.ts";
import type { GpuProbe } from "../probe/inspect-gpus.ts";
import { createGpuRegistry } from "./gpu-registry.ts";
import type { GpuSettings } from "./gpu-settings.ts";

const GIB = 1024 ** 3;
const hardware = sampleRecord();
const software = sampleRecord({ id: "soft", name: "Soft", software: true });
const broken = sampleRecord({
  id: "null",
  name: "Null",
  selfTest: { passed: false, ms: 1, message: "computes nothing" },
});

const registryOf = (probe: GpuProbe, settings: GpuSettings = {}) =>
  createGpuRegistry({ probe: async () => probe, hostMemoryBytes: 8 * GIB, settings });

const slotsWith = async (settings: GpuSettings) => {
  const { adapters } = await registryOf(sampleProbe(hardware, software, broken), settings).initialize();
  return Object.fromEntries(adapters.map(({ id, slots, decidedBy }) => [id, `${slots} by ${decidedBy}`]));
};

test("a registry is used only after it was initialised, and initialised only once", async () => {
  const probe = vi.fn(async () => sampleProbe(hardware));
  const registry = createGpuRegistry({ probe, hostMemoryBytes: GIB });
  expect(() => registry.status()).toThrow(expect.objectContaining({ code: "GPU_NOT_INITIALIZED" }));
  expect(() => registry.inventory()).toThrow(expect.objectContaining({ code: "GPU_NOT_INITIALIZED" }));
  await expect(registry.lease("gpu-a")).rejects.toMatchObject({ code: "GPU_NOT_INITIALIZED" });
  const [first, again] = await Promise.all([registry.ensureInitialized(), registry.ensureInitialized()]);
  expect(again).toEqual(first);
  await expect(registry.initialize()).rejects.toMatchObject({ code: "GPU_ALREADY_INITIALIZED" });
  expect(probe).toHaveBeenCalledTimes(1);
});

test("a second initialisation is an error even during the first one", async () => {
  const registry = registryOf(sampleProbe(hardware));
  const first = registry.initialize();
  await expect(registry.initialize()).rejects.toMatchObject({ code: "GPU_ALREADY_INITIALIZED" });
  expect((await first).adapters).toHaveLength(1);
});

test("a probe that rejected may be tried again", async () => {
  const probe = vi.fn(async () => sampleProbe(hardware)).mockRejectedValueOnce(new Error("no process"));
  const registry = createGpuRegistry({ probe, hostMemoryBytes: GIB });
  await expect(registry.initialize()).rejects.toThrow("no process");
  expect((await registry.initialize()).adapters).toHaveLength(1);
});

test("the status is a copy: changing it has no effect", async () => {
  const registry = registryOf(sampleProbe(hardware));
  const status = await registry.initialize();
  Object.assign(status.adapters[0]?.leases ?? {}, { held: 99 });
  Object.assign(status.adapters[0]?.limits ?? {}, { maxBufferSize: 0 });
  (registry.inventory().adapters as unknown[]).length = 0;
  expect(registry.status().adapters[0]).toMatchObject({ leases: { held: 0 }, limits: hardware.limits });
  expect(registry.inventory().adapters).toHaveLength(1);
});

test("memory is that of the user's settings, else of a matching board from the vendor's tools, else an assumption", async () => {
  const boards = [
    { vendor: hardware.vendor, name: hardware.name, bytes: 24 * GIB },
    { vendor: "amd", name: null, bytes: 16 * GIB },
    { vendor: "amd", name: null, bytes: 12 * GIB },
  ];
  const amd = sampleRecord({ id: "amd", name: "Radeon", vendor: "amd" });
  const other = sampleRecord({ id: "other", name: "Other", vendor: "other" });
  const memoryOf = async (settings: GpuSettings, ...records: readonly AdapterRecord[]) => {
    const vendorMemory = vi.fn(async () => boards);
    const probe = async () => sampleProbe(...records);
    const registry = createGpuRegistry({ probe, hostMemoryBytes: 8 * GIB, settings, vendorMemory });
    const { adapters } = await registry.initialize();
    const memory = adapters.map(({ id, memory }) => `${id}: ${memory.bytes / GIB} ${memory.source}`);
    return [memory, vendorMemory.mock.calls.length];
  };
  const all = [hardware, amd, other, software];
  const rest = ["amd: 12 vendor", "other: 1 assumed", "soft: 2 share"];
  expect(await memoryOf({}, ...all)).toEqual([[`${hardware.id}: 24 vendor`, ...rest], 1]);
  const memoryBytes = { [hardware.name]: 3 * GIB };
  expect(await memoryOf({ memoryBytes }, ...all)).toEqual([[`${hardware.id}: 3 configured`, ...rest], 1]);
  expect(await memoryOf({}, software, broken)).toEqual([["soft: 2 share", "null: 1 assumed"], 0]);
});

test("no GPU is a normal state with a reason", async () => {
  const reason = { code: "GPU_DRIVER_MISSING", message: "none", remedy: "install one" } as const;
  const registry = registryOf({ ...sampleProbe(), reason });
  expect(await registry.initialize()).toMatchObject({ adapters: [], reason });
  expect(registry.inventory()).toEqual({ specVersion: 1, adapters: [] });
});

test("slots come from the declared peak, from maxWorkersPerGpu, or are one", async () => {
  const none = "0 by selfTest";
  expect(await slotsWith({})).toEqual({ "gpu-a": "1 by default", soft: "1 by default", null: none });
  // 80 % of the memory, and half a GiB of overhead for each worker.
  const peakBytes = 0.25 * GIB;
  const memoryBytes = { "GPU A": 4 * GIB, soft: 3 * GIB };
  const big = { memoryBytes, peakBytes };
  expect(await slotsWith(big)).toEqual({ "gpu-a": "4 by peakBytes", soft: "1 by default", null: none });
  expect(await slotsWith({ ...big, maxWorkersPerGpu: 4 })).toMatchObject({
    "gpu-a": "4 by maxWorkersPerGpu",
    soft: "3 by peakBytes",
  });
  expect(await slotsWith({ maxWorkersPerGpu: 2 })).toMatchObject({ "gpu-a": "2 by maxWorkersPerGpu" });
  expect(await slotsWith({ maxWorkersPerGpu: 0 })).toMatchObject({ "gpu-a": "0 by maxWorkersPerGpu" });
  expect(await slotsWith({ peakBytes, memoryBytes: { "GPU A": 80 * GIB } })).toMatchObject({
    "gpu-a": "16 by peakBytes",
  });
});

test("one worker may use all memory, also if nothing is left for overhead; a larger well has no slot", async () => {
  // 80 % of the assumed GiB, and of a quarter of the machine's 8 GiB.
  const slots = async (gib: number) => slotsWith({ peakBytes: gib * GIB });
  expect(await slots(0.75)).toMatchObject({ "gpu-a": "1 by peakBytes", soft: "1 by default" });
  expect(await slots(1)).toMatchObject({ "gpu-a": "0 by peakBytes", soft: "1 by default" });
  expect(await slots(2)).toMatchObject({ "gpu-a": "0 by peakBytes", soft: "0 by peakBytes" });
});

test("the same GPUs have as many slots as wells of a given size fit into them, and are probed once", async () => {
  const probe = vi.fn(async () => sampleProbe(hardware, software));
  const vendorMemory = vi.fn(async () => [{ vendor: "vendor", name: hardware.name, bytes: 8 * GIB }]);
  const registry = createGpuRegistry({ probe, vendorMemory, hostMemoryBytes: 8 * GIB });
  await expect(registry.forPeak(GIB)).rejects.toMatchObject({ code: "GPU_NOT_INITIALIZED" });
  await registry.initialize();
  const [small, again, large] = await Promise.all([0.1, 0.1, 2].map((gib) => registry.forPeak(gib * GIB)));
  const slotsOf = (of: typeof small) => of?.status().adapters.map(({ slots }) => slots);
  expect([registry, small, large].map(slotsOf)).toEqual([
    [1, 1],
    [10, 1],
    [2, 0],
  ]);
  expect(again).toBe(small);
  expect([probe.mock.calls.length, vendorMemory.mock.calls.length]).toEqual([1, 1]);
  await expect(registry.forPeak(0)).rejects.toMatchObject({ code: "GPU_SETTINGS_INVALID" });
});

test("the inventory holds the memory that workers may share, and its origin", async () => {
  const registry = registryOf(sampleProbe(hardware, software), { memoryBytes: { soft: 1000 }, memoryShare: 0.5 });
  const { adapters } = await registry.initialize();
  expect(adapters.map(({ memory }) => memory)).toEqual([
    { bytes: GIB, source: "assumed" },
    { bytes: 1000, source: "configured" },
  ]);
  expect(registry.inventory().adapters.map(({ memoryBytes }) => memoryBytes)).toEqual([Math.floor(0.8 * GIB), 800]);
});

test("the inventory holds the facts for counting slots, so that the number is the same before a run", async () => {
  const settings = { memoryBytes: { "GPU A": 40 * GIB, Soft: 4 * GIB } };
  const registry = registryOf(sampleProbe(hardware, software, broken), settings);
  await registry.initialize();
  const counted = (peakBytes: number) =>
    registry.inventory().adapters.map(({ slots, memoryBytes, room }) => {
      if (room === undefined) return slots;
      const fitting = Math.max(1, Math.floor(memoryBytes / (peakBytes + room.besideBytes)));
      return peakBytes > memoryBytes ? 0 : Math.min(room.mostSlots, fitting);
    });
  for (const gib of [0.1, 1, 3.1, 30, 32, 33]) {
    const { adapters } = (await registry.forPeak(gib * GIB)).inventory();
    expect(counted(gib * GIB), `${gib} GiB`).toEqual(adapters.map(({ slots }) => slots));
    expect(adapters.map(({ room }) => room)).toEqual([undefined, undefined, undefined]);
  }
  const reported = registryOf(sampleProbe(hardware), { maxWorkersPerGpu: 2 });
  await reported.initialize();
  expect(reported.inventory().adapters[0]).not.toHaveProperty("room");
});

test("leases are counted in the status, and a failed adapter grants none", async () => {
  const registry = registryOf(sampleProbe(hardware, broken), { maxWorkersPerGpu: 2 });
  await registry.initialize();
  const leases = await Promise.all([registry.lease("gpu-a"), registry.lease("gpu-a")]);
  expect(leases.map(({ slot }) => slot)).toEqual([0, 1]);
  await leases[0]?.release();
  expect(registry.status().adapters[0]?.leases).toMatchObject({ held: 1, maximum: 2, granted: 2 });
  await expect(registry.lease("null")).rejects.toMatchObject({ code: "GPU_NO_SLOTS" });
  await expect(registry.lease("gpu-a", { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: "GPU_LEASE_CANCELLED",
  });
});

test.each([
  [{ maxWorkersPerGpu: 1.5 }, "'maxWorkersPerGpu': expected a whole number from 0, got 1.5"],
  [{ peakBytes: 0 }, "'peakBytes': expected bytes above 0, got 0"],
  [{ memoryShare: 2 }, "'memoryShare': expected a number in (0, 1], got 2"],
  [{ memoryBytes: { a: Number.NaN } }, "'memoryBytes['a']': expected bytes above 0, got NaN"],
])("a setting out of range is refused at once: %o", (settings, message) => {
  expect(() => registryOf(sampleProbe(), settings)).toThrow(
    expect.objectContaining({ code: "GPU_SETTINGS_INVALID", message: `Cannot use setting ${message}` }),
  );
});
