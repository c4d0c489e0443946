import {
  type FunctionEnvironment,
  type FunctionInput,
  type ImageStack,
  type Json,
  type PlaneKey,
  type StepTiming,
  type Table,
  toJson,
} from "@ohcs/context";
import { fail } from "../errors.ts";
import { isStack } from "./chain/is-stack.ts";
import { isExact, type LoadedCall, loadChain } from "./chain/load-chain.ts";
import { type ChainResult, runChain } from "./chain/run-chain.ts";
import { loadInputs } from "./inputs/load-inputs.ts";
import { calibrationOf } from "./inputs/plane-source.ts";
import { saveImages, saveLabels } from "./outputs/save-images.ts";
import { StepValues } from "./outputs/stored-values.ts";
import type { GroupScope, StepScope } from "./well-scope.ts";

/** Runs one step: all its groups in order, then its files of the well. */
export async function runStep(scope: StepScope): Promise<StepTiming> {
  const { plan, place, services, bytes, context } = scope;
  const well = context.axisId;
  const began = performance.now();
  services.emit({ type: "stepStarted", well, step: place, steps: context.stepPlans.size });
  const values = new StepValues();
  for (const [groupIndex, group] of plan.groups.entries()) {
    stopIfCancelled(scope);
    await runGroup({ ...scope, group, groupIndex, key: group.coordinates.toObject() as PlaneKey }, values);
    if (plan.groups.size > 1)
      services.emit({ type: "stepProgress", well, step: place, done: groupIndex + 1, of: plan.groups.size });
  }
  await values.write(scope);
  const timing = { durationMs: performance.now() - began, ...bytes.takeTraffic() };
  services.emit({ type: "stepFinished", well, step: place, ...timing });
  return { name: plan.stepName, ...timing };
}

async function runGroup(scope: GroupScope, values: StepValues): Promise<void> {
  const chain = await chainOf(scope);
  const inputs = await loadInputs(scope, isExact(chain));
  try {
    await saveResult(scope, chain, await resultOf(scope, chain, inputs), values);
  } finally {
    for (const input of inputs.values()) if (isStack(input)) scope.bytes.release(input.data.byteLength);
  }
}

/** The calls of the group's pattern; none where its images pass unchanged. */
function chainOf({ plan, group, services }: GroupScope): Promise<LoadedCall[]> {
  const pattern = group.pattern === null ? undefined : plan.func.get(group.pattern);
  return loadChain(pattern ?? [], services.load);
}

function resultOf(
  scope: GroupScope,
  chain: readonly LoadedCall[],
  inputs: ReadonlyMap<string, FunctionInput>,
): ChainResult | Promise<ChainResult> {
  if (chain.length === 0) return { image: passedThrough(inputs), outputs: new Map() };
  const { services, place, context } = scope;
  return runChain(chain, inputs, environmentOf(scope), (name, value) =>
    services.emit({ type: "quality", well: context.axisId, step: place, name, value }),
  );
}

function passedThrough(inputs: ReadonlyMap<string, FunctionInput>): ImageStack | null {
  return inputs.get("image") !== undefined
    ? stackOf(inputs.get("image"))
    : ([...inputs.values()].find(isStack) ?? null);
}

function stackOf(input: FunctionInput | undefined): ImageStack | null {
  return isStack(input) ? input : null;
}

function environmentOf({ context, key, services, task }: GroupScope): FunctionEnvironment {
  return {
    calibration: calibrationOf(context.plate.get("calibration")),
    key,
    grid: (toJson(context.plate.get("grid") ?? null) as FunctionEnvironment["grid"]) ?? null,
    signal: services.signal,
    contributors: task.contributors,
  };
}

async function saveResult(
  scope: GroupScope,
  chain: readonly LoadedCall[],
  { image, outputs }: ChainResult,
  values: StepValues,
): Promise<void> {
  const emitted = new Set(chain.flatMap(({ plan }) => [...plan.outputs.values()]));
  for (const [name, output] of scope.plan.outputs) {
    if (output.kind === "image") {
      if (!scope.group.images.isEmpty()) await saveImages(scope, output, imageOf(image));
      continue;
    }
    if (!emitted.has(name)) continue;
    const value = outputs.get(name);
    if (output.kind === "labels") await saveLabels(scope, name, output, value as ImageStack);
    else await values.add(scope, name, output, value as Table | Json);
  }
}

function imageOf(image: ImageStack | null): ImageStack {
  if (image !== null) return image;
  throw fail("FUNCTION_RESULT_INVALID", "Cannot save images: expected the step to return an image, got none");
}

function stopIfCancelled({ services, context }: StepScope): void {
  if (!services.signal.aborted) return;
  throw fail("WELL_CANCELLED", `Cannot finish '${context.axisId}': expected to go on, got a cancellation`);
}
