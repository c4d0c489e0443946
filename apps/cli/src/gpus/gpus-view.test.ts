import type { AdapterStatus, GpuStatus } from "@ohcs/gpu-registry";
import { expect, test } from "vitest";
import { recordingTerminal } from "../../test/recording-terminal.ts";
import { gpusView } from "./gpus-view.ts";

const { style } = recordingTerminal().out;

const board: AdapterStatus = {
  id: "board",
  name: "Board",
  backend: "vulkan",
  copies: 2,
  vendor: "acme",
  architecture: "",
  description: "",
  software: false,
  subgroupSizes: null,
  features: ["shader-f16", "texture-compression-bc", "subgroups"],
  limits: { maxStorageBufferBindingSize: 2 ** 27 },
  selfTest: { passed: true, ms: 41.7, message: null },
  slots: 3,
  decidedBy: "peakBytes" as const,
  memory: { bytes: 80e9, source: "configured" as const },
  leases: { held: 0, maximum: 0, waiting: 0, granted: 0, retired: 0 },
};

const nothing: AdapterStatus = {
  ...board,
  id: "null",
  name: "Null backend",
  copies: 1,
  vendor: "",
  software: true,
  features: [],
  limits: {},
  slots: 0,
  memory: { bytes: 2e9, source: "share" },
  selfTest: { passed: false, ms: null, message: "computes nothing" },
};

const statusOf = (fields: Partial<GpuStatus>): GpuStatus => ({
  specVersion: 1,
  provider: "dawn",
  adapters: [],
  reason: null,
  notes: ["Warning: slow"],
  ...fields,
});

test("gpusView() lists adapters with what decides whether they are used", () => {
  expect(gpusView(statusOf({ adapters: [board, nothing] }), [], style)).toMatchInlineSnapshot(`
    "  adapter                       kind            largest binding  features              memory              slots  self-test
      Board (2, the first is used)  hardware, acme  134 MB           shader-f16 subgroups  80.0 GB configured      3  passed in 42 ms
      Null backend                  software        unknown                                2.0 GB share            0  computes nothing
    "
  `);
});

test("gpusView() promises no number of slots where that depends on the wells", () => {
  const slotsOf = (fields: Partial<AdapterStatus>) => {
    const adapter = { ...board, slots: 1, decidedBy: "default" as const, ...fields };
    return / GB configured +(.*?) {2}passed/.exec(gpusView(statusOf({ adapters: [adapter] }), [], style))?.[1];
  };
  expect([slotsOf({}), slotsOf({ software: true }), slotsOf({ decidedBy: "maxWorkersPerGpu" })]).toEqual([
    "what fits",
    "1",
    "1",
  ]);
});

test("gpusView() says why there is none, what to do, and what was printed", () => {
  const reason = { code: "GPU_DRIVER_MISSING", message: "Cannot find a GPU", remedy: "Install the driver." } as const;
  expect(gpusView(statusOf({ reason }), [], style)).toMatchInlineSnapshot(`
    "No GPU can be used: Cannot find a GPU
      Install the driver.

      Warning: slow
    "
  `);
});

test("gpusView() names GPUs whose memory was given, but which are not there", () => {
  const named = ["board", "Null backend", "bored"];
  const text = gpusView(statusOf({ adapters: [board, nothing] }), named, style);
  expect(text.split("\n").filter((line) => line.startsWith("gpuMemoryBytes"))).toEqual([
    "gpuMemoryBytes: no GPU here is called 'bored'",
  ]);
});
