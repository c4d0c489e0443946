import { fail } from "../../errors.ts";
import type { WellScope } from "../well-scope.ts";
import { NOTHING } from "./gpu-counts.ts";
import type { WorkerGpu } from "./worker-gpu.ts";

/** Where a worker has no device: a well that needs one fails with `GPU_NOT_GIVEN`. */
const noGpu: WorkerGpu = {
  session: () => Promise.reject(fail("GPU_NOT_GIVEN", "Cannot compute on a GPU: expected a worker with one, got none")),
  reset: () => undefined,
  counts: () => NOTHING,
  isSpoiled: false,
};

/** Where the calls of a well for a GPU run; null where their code for the CPU takes their place. */
export function gpuFor({ task, services }: Pick<WellScope, "task" | "services">): WorkerGpu | null {
  if (task.gpu !== undefined && task.gpu.fallback !== null) return null;
  return services.gpu ?? noGpu;
}
