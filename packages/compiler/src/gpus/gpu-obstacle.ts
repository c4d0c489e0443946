import type { Dtype, GpuNeeds } from "@ohcs/context";
import type { MaterializedStep } from "../draft/materialized-step.ts";
import type { ResolvedCall } from "../draft/resolved-step.ts";
import type { TileFacts } from "../draft/selection.ts";
import { checkValue } from "../schema/check-value.ts";

/** One call of a step. */
interface ChainCall {
  readonly step: MaterializedStep;
  readonly key: string;
  readonly index: number;
  readonly call: ResolvedCall;
}

/** Why a function's GPU code does not support a valid call; null if it does. */
export function gpuObstacle(of: ChainCall, { accepts, params }: GpuNeeds, tile: TileFacts | null): string | null {
  const known: readonly Dtype[] = accepts;
  const type = samplesOf(of, tile).find((one) => one !== null && !known.includes(one));
  if (type !== undefined) return `its GPU code takes images of ${accepts.join(" or ")}, not of ${type}`;
  const [problem] = params === null ? [] : checkValue(params, of.call.parameters);
  if (problem === undefined) return null;
  const { path, expected, got } = problem;
  return `its GPU code takes ${expected} for '${path.join(".")}', not ${got}`;
}

/** The sample types of its images; null where one is not known before the run. */
function samplesOf({ step, key, index, call }: ChainCall, tile: TileFacts | null): readonly (Dtype | null)[] {
  const names = step.callInputs.get(key)?.[index] ?? [];
  const sources = step.inputs.filter(({ name, kind, source }) => {
    return names.includes(name) && kind === "image" && source === "images";
  });
  const main = call.declaration.inputs.image === undefined ? null : (step.types.get(key)?.takes[index] ?? null);
  return [main, ...sources.map(() => tile?.dtype ?? null)];
}
