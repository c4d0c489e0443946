import type { PipelineSpec, ReductionSpec } from "@ohcs/context";

/** Is this part of a pipeline a reduction over the plate? */
export function isReduction(step: PipelineSpec["steps"][number]): step is ReductionSpec {
  return step.kind === "reduce";
}
