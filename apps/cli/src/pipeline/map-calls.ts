import type { FunctionCall, PipelineSpec } from "@ohcs/context";

/**
 * The pipeline with every function call replaced by what `change` makes of it; all else stays as it is, parts of the
 * wrong shape included: to report those is the compiler's work.
 */
export function mapCalls(pipeline: PipelineSpec, change: (call: FunctionCall) => FunctionCall): PipelineSpec {
  const steps = pipeline.steps.map((step) => changeFunc(step, change));
  return { ...pipeline, steps };
}

/** Every function call of the pipeline, in order. */
export function callsOf(pipeline: PipelineSpec): readonly FunctionCall[] {
  const calls: FunctionCall[] = [];
  mapCalls(pipeline, (call) => {
    calls.push(call);
    return call;
  });
  return calls;
}

function changeFunc<Step>(step: Step, change: (call: FunctionCall) => FunctionCall): Step {
  return isMembers(step) && "func" in step ? { ...step, func: changePattern(step.func, change) } : step;
}

/** A call, a chain, or a dictionary of these: told apart by `use`, which no dictionary has as a key. */
function changePattern(pattern: unknown, change: (call: FunctionCall) => FunctionCall): unknown {
  if (Array.isArray(pattern)) return pattern.map((call) => changePattern(call, change));
  if (!isMembers(pattern)) return pattern;
  if ("use" in pattern) return change(pattern as unknown as FunctionCall);
  return Object.fromEntries(Object.entries(pattern).map(([key, chain]) => [key, changePattern(chain, change)]));
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
