import type { EncodedError, ProcessingContext, StepPlan, WellError, WellGpu, WellResult } from "@ohcs/context";

/** Ends of a worker that may be its GPU's doing: a driver that crashes, a kernel that never ends, memory that a driver took. */
const WORKER_ENDS: ReadonlySet<string> = new Set([
  "WORKER_EXITED",
  "WORKER_NOT_STARTED",
  "WORKER_MEMORY_SHORT",
  "STEP_TIMEOUT",
  "WELL_TIMEOUT",
]);

/** The GPU that a context was compiled for; null where it computes on the CPU only. */
export function gpuOf({ gpu }: ProcessingContext): WellGpu | null {
  if (gpu === null) return null;
  return { adapter: gpu.adapter, name: gpu.name, fallback: null };
}

/**
 * Why a well is to be computed on the CPU after its attempt on a GPU: null where it is not. The whole well is, so only where
 * all of its calls may; and only for what a GPU can be blamed for, since all else fails on the CPU, too.
 */
export function fallbackFor(context: ProcessingContext, { gpu, error, status }: WellResult): WellGpu["fallback"] {
  if (gpu === undefined || gpu.fallback !== null || error === null || status !== "error") return null;
  if (!context.stepPlans.every((plan) => gpuCallsOf(plan).every(({ fallback }) => fallback))) return null;
  const trouble = gpuErrorIn(error);
  if (trouble !== null) return { code: trouble.code, message: trouble.message };
  return endedOnGpu(context, error) ? { code: error.code, message: error.message } : null;
}

/** Did a GPU cost its worker or its device? Then the slot counts a crash; where a step on the CPU ended the worker it does not. */
export function costDevice(context: ProcessingContext, { error, status }: WellResult): boolean {
  if (error === null || status === "cancelled") return false;
  return endedOnGpu(context, error) || DEVICE_ENDS.has(gpuErrorIn(error)?.code ?? "");
}

/** Did the worker end in a step that computes on a GPU, or in an unknown step? */
function endedOnGpu({ stepPlans }: ProcessingContext, { code, step }: WellError): boolean {
  if (!WORKER_ENDS.has(code)) return false;
  const plan = stepPlans.find(({ stepIndex }) => stepIndex === step?.index);
  return plan === undefined || gpuCallsOf(plan).length > 0;
}

const DEVICE_ENDS: ReadonlySet<string> = new Set([
  "GPU_DEVICE_LOST",
  "GPU_DEVICE_REFUSED",
  "GPU_HUNG",
  "GPU_ADAPTER_GONE",
]);

function gpuCallsOf({ func }: StepPlan) {
  const calls = [...func.values()].flatMap((chain) => chain.toArray());
  return calls.filter(({ memory }) => memory === "webgpu");
}

/** The first error of a chain of causes that a GPU raised. */
function gpuErrorIn(error: EncodedError): EncodedError | null {
  if (error.code.startsWith("GPU_")) return error;
  return error.cause === null || error.cause === undefined ? null : gpuErrorIn(error.cause);
}
