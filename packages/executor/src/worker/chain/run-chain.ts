import {
  castPixels,
  type Dtype,
  type FunctionInput,
  type FunctionInputs,
  type FunctionOutput,
  type FunctionResult,
  type ImageStack,
} from "@ohcs/context";
import { at } from "../../well/place.ts";
import type { PixelLease } from "../buffers/pixel-lease.ts";
import type { Leg } from "../gpu/device-chain.ts";
import { isOnGpu } from "../gpu/is-on-gpu.ts";
import { runOnGpu } from "../gpu/run-on-gpu.ts";
import { callOnce } from "./call-once.ts";
import { callPerPlane } from "./call-per-plane.ts";
import { releaseUnneeded, takeUnread } from "./chain-memory.ts";
import type { ChainNotice, ChainResult } from "./chain-result.ts";
import type { ChainSurroundings } from "./chain-surroundings.ts";
import { emittedBy } from "./emitted-by.ts";
import { isStack } from "./is-stack.ts";
import { isExact, type LoadedCall } from "./load-chain.ts";
import { unshared } from "./unshared.ts";

/**
 * Runs the calls one after the other. The image goes from call to call, as float32 unless all are exact; other inputs
 * and all outputs go by name, whatever their order.
 * @throws what a function throws as `FUNCTION_FAILED` with its cause · `FUNCTION_RESULT_INVALID` · `FUNCTION_OUTPUT_MISSING`
 */
export async function runChain(
  chain: readonly LoadedCall[],
  inputs: ReadonlyMap<string, FunctionInput>,
  surroundings: ChainSurroundings,
): Promise<ChainResult> {
  const { lease, onQuality, gpu, ownsInputs } = surroundings;
  const exact = isExact(chain);
  const again = calledAgain(chain);
  const outputs = new Map<string, FunctionOutput>();
  const notices: ChainNotice[] = [];
  let image: ImageStack | null = null;
  // Those that a later call may read, or that others hold.
  const held = new Map(inputs);
  let done = 0;
  for (const calls of legsOf(chain, gpu)) {
    const main: FunctionInput | undefined = image === null ? inputs.get("image") : passedOn(image, exact, lease);
    const before = [image, main];
    const results = await runLeg({ calls, main, inputs, exact }, surroundings);
    for (const [i, result] of results.entries()) {
      const call = calls[i] ?? calls[0];
      const kept = <Value extends FunctionOutput>(value: Value) => (again.has(call) ? unshared(value, lease) : value);
      if (result.quality !== undefined) onQuality(call.plan.export, result.quality);
      for (const notice of result.notices ?? []) notices.push({ ...notice, function: call.plan.export });
      const emitted = await at({ function: call.plan.export }, () => emittedBy(call, result));
      for (const [name, value] of emitted) outputs.set(name, kept(value));
      image = result.image === undefined ? image : kept(result.image);
    }
    done += calls.length;
    const later = chain.slice(done).flatMap(({ plan }) => [...plan.inputs]);
    const isRead = (name: string) => !ownsInputs || later.includes(name) || (name === "image" && image === null);
    const unread = takeUnread(held, isRead);
    releaseUnneeded(lease, [...before, ...unread], [image, ...outputs.values(), ...held.values()]);
  }
  return { image, outputs, notices };
}

/** The calls whose function the chain calls once more: it may use its array again then. */
function calledAgain(chain: readonly LoadedCall[]): ReadonlySet<LoadedCall> {
  return new Set(chain.filter(({ fn }, i) => chain.slice(i + 1).some((later) => later.fn === fn)));
}

/** The calls in order; those that follow each other on a GPU together. */
function legsOf(chain: readonly LoadedCall[], gpu: ChainSurroundings["gpu"]): readonly Leg["calls"][] {
  const legs: [LoadedCall, ...LoadedCall[]][] = [];
  for (const call of chain) {
    const last = legs.at(-1);
    if (last !== undefined && isOnGpu(last[0], gpu) && isOnGpu(call, gpu)) last.push(call);
    else legs.push([call]);
  }
  return legs;
}

async function runLeg(leg: Leg, surroundings: ChainSurroundings): Promise<readonly FunctionResult[]> {
  const { gpu } = surroundings;
  const {
    calls: [call],
    main,
    inputs,
  } = leg;
  if (gpu !== null && isOnGpu(call, gpu)) return runOnGpu(gpu, leg, surroundings);
  return [await at({ function: call.plan.export }, () => runCall(call, main, inputs, surroundings))];
}

async function runCall(
  call: LoadedCall,
  main: FunctionInput | undefined,
  inputs: ReadonlyMap<string, FunctionInput>,
  surroundings: ChainSurroundings,
): Promise<FunctionResult> {
  const { lease } = surroundings;
  const given = inputsOf(call, main, inputs, lease);
  const run = call.plan.contract === "2d" ? callPerPlane : callOnce;
  const result = await run(call, given, surroundings);
  // What was widened is for this call alone, unless that returns it.
  const needed = [main, ...inputs.values(), result.image, ...Object.values(result.outputs ?? {})];
  releaseUnneeded(lease, [given.image], needed);
  return result;
}

function inputsOf(
  { plan, fn }: LoadedCall,
  main: FunctionInput | undefined,
  inputs: ReadonlyMap<string, FunctionInput>,
  lease: PixelLease,
): FunctionInputs {
  const named = plan.inputs.toArray().flatMap((name) => {
    const input = inputs.get(name);
    return input === undefined ? [] : [[name, input] as const];
  });
  const takesMain = main !== undefined && fn.declaration.inputs.image !== undefined;
  return { ...Object.fromEntries(named), ...(takesMain ? { image: widened(main, plan.takes, lease) } : {}) };
}

function passedOn(image: ImageStack, exact: boolean, lease: PixelLease): ImageStack {
  if (exact || image.kind === "labels" || image.dtype === "float32") return image;
  return { ...image, data: castPixels(image.data, "float32", lease.allocate), dtype: "float32" };
}

/**
 * The main input of a call in the sample type that the plan says it takes; labels and what fits already stay as they are.
 * @throws `WELL_MEMORY_EXCEEDED`
 */
export function widened(input: FunctionInput, takes: Dtype | null, lease: PixelLease): FunctionInput {
  if (!isStack(input) || takes === null || input.dtype === takes || input.kind === "labels") return input;
  return { ...input, data: castPixels(input.data, takes, lease.allocate), dtype: takes };
}
