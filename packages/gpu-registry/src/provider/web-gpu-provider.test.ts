import { expect, test } from "vitest";
import { inspectGpus } from "../probe/inspect-gpus.ts";
import { type WebGpu, webGpuProvider } from "./web-gpu-provider.ts";

const info = { vendor: "apple", architecture: "metal-3", description: "", device: "", isFallbackAdapter: false };

/** An adapter as in a browser, with getters on its prototype, whose device is refused. */
const browser = (fields: object): WebGpu => ({
  requestAdapter: async () =>
    ({
      info: { ...info, ...fields },
      features: new Set(["timestamp-query", "shader-f16"]),
      limits: Object.create({ maxBufferSize: 4, maxBindGroups: 2 }),
      requestDevice: () => Promise.reject(new Error("no device today")),
    }) as unknown as GPUAdapter,
});

test("webGpuProvider() returns the browser's adapter, named by its info", async () => {
  expect(await webGpuProvider(browser({})).list()).toEqual([{ name: "apple metal-3", backend: "browser", copies: 1 }]);
  expect(await webGpuProvider(browser({ description: "M3" })).list()).toMatchObject([{ name: "M3" }]);
  expect(await webGpuProvider({ requestAdapter: async () => null }).list()).toEqual([]);
});

test("an adapter whose device is refused is recorded, and not usable", async () => {
  const probe = await inspectGpus(webGpuProvider(browser({})));
  expect(probe.adapters).toMatchObject([
    {
      id: "apple-metal-3",
      software: false,
      subgroupSizes: null,
      features: ["shader-f16", "timestamp-query"],
      limits: { maxBindGroups: 2, maxBufferSize: 4 },
      selfTest: { passed: false, message: "no device today" },
    },
  ]);
  expect(probe.reason).toMatchObject({ code: "GPU_SELF_TEST_FAILED", message: "no device today" });
});

test("a browser without a GPU, and one whose binding fails, are normal states with a reason", async () => {
  const none = await inspectGpus(webGpuProvider({ requestAdapter: async () => null }));
  expect(none).toMatchObject({ adapters: [], reason: { code: "GPU_DRIVER_MISSING" } });
  const broken = await inspectGpus(webGpuProvider({ requestAdapter: () => Promise.reject(new Error("lost")) }));
  expect(broken).toMatchObject({ adapters: [], reason: { code: "GPU_PROBE_FAILED", message: "lost" } });
});
