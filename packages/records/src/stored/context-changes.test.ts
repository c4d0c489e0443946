import type { Json } from "@ohcs/context";
import { expect, test } from "vitest";
import { contextChanges } from "./context-changes.ts";

/** A well whose only call computes there. */
function planned(memory: "cpu" | "webgpu", gpu: Json) {
  const call = { export: "blur", version: "1.0.0", module: "m", with: {}, memory, reason: "because", fallback: true };
  const step = { stepName: "a", func: { "*": [call] }, inputMemoryType: memory, outputMemoryType: memory };
  return { context: { images: [], gpu, stepPlans: [{ ...step, gpu: gpu && { policy: "prefer" } }] }, sources: {} };
}

const onGpu = (adapter: string, call = "webgpu" as const) => planned(call, { adapter, name: adapter, peakBytes: 1 });

test("a call that moves to a GPU, or back, is one change; which GPU it is changes nothing", () => {
  expect(contextChanges(planned("cpu", null), onGpu("a"))).toEqual([
    { what: "setting", where: "step 'a' blur memory", before: "cpu", after: "webgpu" },
  ]);
  expect(contextChanges(onGpu("a"), onGpu("b"))).toEqual([]);
});
