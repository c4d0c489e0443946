import type {
  FunctionEnvironment,
  GpuFunctionInput,
  GpuFunctionInputs,
  GpuFunctionResult,
  GpuImageStack,
  GpuSession,
} from "@ohcs/context";
import { fail } from "../../errors.ts";
import { called } from "../chain/call-once.ts";
import { joinedOutputs, planesOf } from "../chain/call-per-plane.ts";
import { adoptResult } from "../chain/chain-memory.ts";
import type { ChainSurroundings } from "../chain/chain-surroundings.ts";
import type { LoadedCall } from "../chain/load-chain.ts";
import { isOnDevice } from "./is-on-device.ts";

/** Calls a function's code for a GPU, once per plane where its contract is `2d`, as `callPerPlane` does on the CPU. */
export async function callOnGpu(
  session: GpuSession,
  call: LoadedCall,
  inputs: GpuFunctionInputs,
  { environment, lease, pause }: ChainSurroundings,
): Promise<GpuFunctionResult> {
  const planes = call.plan.contract === "2d" ? planesOf(call, Object.values(inputs).filter(isOnDevice)) : 1;
  const results: GpuFunctionResult[] = [];
  for (let plane = 0; plane < planes; plane++) {
    const given = planes === 1 ? inputs : inputsAt(inputs, plane);
    const surroundings = planes === 1 ? environment : environmentAt(environment, given);
    const result = await callOnce(session, call, given, surroundings);
    adoptResult(lease, { outputs: result.outputs ?? {} });
    results.push(result);
    await pause();
  }
  const [first] = results;
  if (first === undefined || planes === 1) return first ?? {};
  return { ...imageOf(results), ...joinedOutputs(results, lease) };
}

function callOnce(
  session: GpuSession,
  { fn, params, plan }: LoadedCall,
  inputs: GpuFunctionInputs,
  environment: FunctionEnvironment,
): Promise<GpuFunctionResult> {
  const run = fn.runOnGpu;
  if (run !== null) return called(plan, () => run(session, inputs, params, environment));
  throw fail("FUNCTION_NOT_FOUND", `Cannot call '${plan.export}' on a GPU: it has code for the CPU only`);
}

function inputsAt(inputs: GpuFunctionInputs, plane: number): GpuFunctionInputs {
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, inputAt(input, plane)]));
}

function inputAt(stack: GpuFunctionInput, plane: number): GpuFunctionInput {
  if (!isOnDevice(stack) || stack.shape[0] === 1) return stack;
  const [, height, width] = stack.shape;
  const at = <Item>(items: readonly Item[]) => items.slice(plane, plane + 1);
  const { data, planes: keys, positions } = stack;
  return { ...stack, data: at(data), shape: [1, height, width], planes: at(keys), positions: at(positions) };
}

function environmentAt(environment: FunctionEnvironment, inputs: GpuFunctionInputs): FunctionEnvironment {
  return { ...environment, key: { ...environment.key, ...Object.values(inputs).find(isOnDevice)?.planes[0] } };
}

/** The planes of all results as one stack. */
function imageOf(results: readonly GpuFunctionResult[]): { readonly image?: GpuImageStack } {
  const images = results.flatMap(({ image }) => image ?? []);
  const [first] = images;
  if (first === undefined) return {};
  const [, height, width] = first.shape;
  const image: GpuImageStack = {
    ...first,
    data: images.flatMap(({ data }) => data),
    shape: [images.length, height, width],
    planes: images.flatMap(({ planes }) => planes.slice(0, 1)),
    positions: images.flatMap(({ positions }) => positions.slice(0, 1)),
  };
  return { image };
}
