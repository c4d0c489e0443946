import { createGpuRegistry, type GpuProbe, type GpuSettings } from "@ohcs/gpu-registry";
import { expect, test } from "vitest";
import { registryFor } from "./program-gpus.ts";

const board = {
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
const probe: GpuProbe = { specVersion: 1, provider: "test", adapters: [board], reason: null, notes: [] };

async function slotsOf(maxWorkersPerGpu: number | null, peakBytes: number) {
  const limit: GpuSettings = maxWorkersPerGpu === null ? {} : { maxWorkersPerGpu };
  const settings = { memoryBytes: { board: 8e9 }, ...limit };
  const registry = createGpuRegistry({ probe: async () => probe, hostMemoryBytes: 8e9, settings });
  await registry.initialize();
  return (await registryFor(registry, { maxWorkersPerGpu }, peakBytes)).inventory().adapters[0]?.slots;
}

test("a GPU has as many workers as its memory holds of the plate's wells, unless the configuration says how many", async () => {
  expect(await slotsOf(null, 1e9)).toBe(4);
  expect(await slotsOf(null, 5e6)).toBe(11);
  expect(await slotsOf(2, 5e6)).toBe(2);
  expect(await slotsOf(null, 0)).toBe(1);
});
