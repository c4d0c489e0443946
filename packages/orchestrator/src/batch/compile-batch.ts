import type { PipelineSpec } from "@ohcs/context";
import type { PlateHost } from "../host/plate-host.ts";
import type { CompileOptions, Orchestrator } from "../life-cycle/orchestrator.ts";
import { stateAmong } from "../life-cycle/plate-state.ts";
import type { DiagnosedPlate } from "./batch-job.ts";
import { type BatchOutcome, joinPlates } from "./join-plates.ts";

/**
 * Compiles a pipeline for several open plates: all, before any is run. With one plate, reductions over plates run over
 * that one. @throws `TRANSITION_ILLEGAL`
 */
export async function compileBatch(
  plates: readonly Orchestrator[],
  pipeline: PipelineSpec,
  host: PlateHost,
  options: CompileOptions = {},
): Promise<BatchOutcome> {
  const diagnosed: DiagnosedPlate[] = [];
  for (const orchestrator of plates) {
    const { diagnostics } = await orchestrator.compilePipelines(pipeline, options);
    const { manifest } = stateAmong(
      orchestrator.state,
      "compile",
      "ready",
      "compiled",
      "completed",
      "failed",
      "cancelled",
    );
    diagnosed.push({ plateId: manifest.plateId, orchestrator, diagnostics });
  }
  return joinPlates(diagnosed, host);
}
