import { expect, test } from "vitest";
import { gpuSettingsOf } from "./gpu-settings-of.ts";

test("the registry receives the settings of the configuration, and nothing else", () => {
  const use = { maxWorkersPerGpu: null, gpuMemoryBytes: { board: 8e9 }, gpuMemoryShare: 0.5, gpuSlotsFolder: null };
  const settings = { memoryBytes: { board: 8e9 }, memoryShare: 0.5 };
  expect(gpuSettingsOf(use)).toEqual({ settings, slots: {} });
  expect(gpuSettingsOf({ ...use, maxWorkersPerGpu: 2, gpuSlotsFolder: "/shared" })).toEqual({
    settings: { ...settings, maxWorkersPerGpu: 2 },
    slots: { folder: "/shared" },
  });
});
