import type { CompiledPlate, ProcessingContext } from "@ohcs/context";
import type { ExecuteOptions } from "@ohcs/executor";
import { fail } from "../errors.ts";
import type { PlateHost } from "../host/plate-host.ts";
import type { RunSettings } from "../life-cycle/start-run.ts";
import { gpuUseOf } from "./manner-of.ts";

/**
 * The GPUs for a plate that was compiled before, perhaps elsewhere; nothing where no call computes on one, nor where its wells run on
 * other machines, which have GPUs of their own.
 * @throws `PLAN_GPU_MISSING` where a call must run on a GPU that this machine has not
 */
export async function gpusFor(
  plate: CompiledPlate,
  host: PlateHost,
  { gpuUse, runner }: Pick<RunSettings, "gpuUse" | "runner">,
): Promise<Pick<ExecuteOptions, "gpu">> {
  const contexts = contextsOnGpu(plate);
  if (contexts.length === 0 || runner.isRemote) return {};
  const gpus = host.gpus?.(gpuUseOf(gpuUse));
  const adapters = (await gpus?.inventory())?.adapters ?? [];
  const here = new Set(adapters.filter(({ slots }) => slots > 0).map(({ id }) => id));
  const stranded = contexts.filter((context) => !here.has(adapterOf(context)) && !mayFallBack(context));
  if (stranded.length > 0) throw missing(stranded, [...here]);
  return gpus === undefined ? {} : { gpu: (peakBytes) => gpus.workers(peakBytes) };
}

/** Wells that compute on a GPU. */
function contextsOnGpu({ phases }: CompiledPlate): readonly ProcessingContext[] {
  return phases.toArray().flatMap(({ contexts }) => contexts.toArray().filter(({ gpu }) => gpu !== null));
}

function adapterOf({ gpu }: ProcessingContext): string {
  return gpu?.adapter ?? "";
}

/** A well is computed entirely on the CPU, or not at all. */
function mayFallBack({ stepPlans }: ProcessingContext): boolean {
  const calls = stepPlans.toArray().flatMap(({ func }) =>
    func
      .valueSeq()
      .toArray()
      .flatMap((chain) => chain.toArray()),
  );
  return calls.every(({ memory, fallback }) => memory === "cpu" || fallback);
}

function missing(stranded: readonly ProcessingContext[], here: readonly string[]): Error {
  const adapters = [...new Set(stranded.map(adapterOf))];
  const got = here.length === 0 ? "none" : `'${here.join("', '")}'`;
  return fail(
    "PLAN_GPU_MISSING",
    `Cannot run the plan: expected the GPU '${adapters.join("', '")}' for ${stranded.length} ${stranded.length === 1 ? "well" : "wells"}, got ${got}`,
    { details: { adapters, here, wells: stranded.slice(0, 5).map(({ axisId }) => axisId) } },
  );
}
