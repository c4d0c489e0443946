import { encodeError, type ProcessingContext, type WellError, type WellResult } from "@ohcs/context";
import { contextOf } from "@ohcs/testkit/contexts";
import { expect, test } from "vitest";
import { executorErrors, fail } from "../errors.ts";
import { costDevice, fallbackFor, gpuOf } from "./gpu-trouble.ts";

const GPU = { adapter: "board", name: "Board", fallback: null };

/** A well whose first step computes on the CPU, and whose second does on a GPU. */
function contextWith(fallback: boolean): ProcessingContext {
  const onGpu = { call: "halve", memory: "webgpu", fallback };
  return contextOf({
    well: "A01",
    steps: [
      { name: "first", chain: ["copy"], groups: [] },
      { name: "second", chain: ["copy", onGpu], groups: [] },
    ],
    gpu: { adapter: "board", name: "Board", peakBytes: 1 },
  });
}

const twin = contextWith(true);

/** The result of a well that failed in a step, on its GPU if nothing else is said. */
function failedWith(error: unknown, index: number | null = 1, gpu: WellResult["gpu"] = GPU): WellResult {
  const step = index === null ? null : { index, name: "step" };
  const placed: WellError = { ...encodeError(error), step, function: null, file: null };
  return { status: "error", error: placed, ...(gpu === undefined ? {} : { gpu }) } as WellResult;
}

const codeOf = (result: WellResult, context = twin) => fallbackFor(context, result)?.code ?? null;
const raised = (code: string, cause?: unknown) => Object.assign(fail("FUNCTION_FAILED", "m", { cause }), { code });

test("gpuOf() returns the GPU of a context, and null without one", () => {
  expect(gpuOf(twin)).toEqual(GPU);
  expect(gpuOf(contextOf({ well: "A01", steps: [] }))).toBeNull();
});

test("what a GPU raised makes the well fall back, also as the cause of a function's failure", () => {
  expect(codeOf(failedWith(raised("GPU_SHADER_INVALID")))).toBe("GPU_SHADER_INVALID");
  expect(codeOf(failedWith(raised("FUNCTION_FAILED", raised("GPU_DEVICE_LOST"))))).toBe("GPU_DEVICE_LOST");
  expect(codeOf(failedWith(raised("GPU_NO_SLOTS"), null))).toBe("GPU_NO_SLOTS");
});

test("an end of the worker does if the GPU may be the cause: in a step that computes there, or in an unknown one", () => {
  for (const code of ["WORKER_EXITED", "STEP_TIMEOUT", "WELL_TIMEOUT"]) {
    expect(executorErrors).toHaveProperty(code);
    expect([1, null, 0].map((step) => codeOf(failedWith(raised(code), step)))).toEqual([code, code, null]);
  }
});

test("a function's own failure, a call that must run on a GPU, and a second failure do not", () => {
  expect(codeOf(failedWith(raised("FUNCTION_FAILED", new Error("no such thing"))))).toBeNull();
  expect(codeOf(failedWith(raised("GPU_SHADER_INVALID")), contextWith(false))).toBeNull();
  const before = { ...GPU, fallback: { code: "GPU_HUNG", message: "no answer" } };
  expect(codeOf(failedWith(raised("WORKER_EXITED"), 1, before))).toBeNull();
  expect(codeOf({ ...failedWith(raised("GPU_HUNG")), status: "cancelled" })).toBeNull();
});

test("a lease ends as crashed where the worker or its device did not survive, and not where a function failed", () => {
  const crashed = [
    "WORKER_EXITED",
    "STEP_TIMEOUT",
    "GPU_DEVICE_LOST",
    "GPU_DEVICE_REFUSED",
    "GPU_HUNG",
    "GPU_ADAPTER_GONE",
  ];
  expect(crashed.filter((code) => costDevice(twin, failedWith(raised(code))))).toEqual(crashed);
  const harmless = ["GPU_SHADER_INVALID", "GPU_COMMAND_INVALID", "FUNCTION_FAILED"];
  expect(harmless.filter((code) => costDevice(twin, failedWith(raised(code))))).toEqual([]);
  expect(costDevice(twin, { ...failedWith(raised("WORKER_EXITED")), status: "cancelled" })).toBe(false);
});

test("an end of the worker in a step that computes on the CPU costs no device", () => {
  for (const code of ["WORKER_EXITED", "WORKER_MEMORY_SHORT", "STEP_TIMEOUT", "WELL_TIMEOUT"])
    expect([1, null, 0].map((step) => costDevice(twin, failedWith(raised(code), step)))).toEqual([true, true, false]);
  expect(costDevice(twin, failedWith(raised("GPU_DEVICE_LOST"), 0))).toBe(true);
});
