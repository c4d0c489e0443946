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
import { planesOf } from "../chain/call-per-plane.ts";
import { adoptResult } from "../chain/chain-memory.ts";
import type { ChainSurroundings } from "../chain/chain-surroundings.ts";
import { environmentFor } from "../chain/environment-of.ts";
import { JoinedOutputs } from "../chain/joined-outputs.ts";
import type { LoadedCall } from "../chain/load-chain.ts";
import { checkGpuResult } from "./check-gpu-result.ts";
import { isOnDevice } from "./is-on-device.ts";

/** Calls a function's code for a GPU, once per plane where its contract is `2d`, as `callPerPlane` does on the CPU. */
export async function callOnGpu(
  session: GpuSession,
  call: LoadedCall,
  inputs: GpuFunctionInputs,
  surroundings: ChainSurroundings,
): Promise<GpuFunctionResult> {
  const { environment, lease } = surroundings;
  const count = call.plan.contract === "2d" ? planesOf(call, Object.values(inputs).filter(isOnDevice)) : 1;
  if (count === 1) return callOnDevice(session, call, inputs, surroundings);
  const images: GpuImageStack[] = [];
  const outputs = new JoinedOutputs(call, count, lease);
  for (let plane = 0; plane < count; plane++) {
    const given = inputsAt(inputs, plane);
    const own = { ...surroundings, environment: environmentAt(environment, given) };
    const result = await callOnDevice(session, call, given, own);
    if (result.image !== undefined) images.push(result.image);
    outputs.add(result);
  }
  return checkGpuResult(call, inputs, { ...imageOf(images), ...outputs.joined });
}

async function callOnDevice(
  session: GpuSession,
  call: LoadedCall,
  inputs: GpuFunctionInputs,
  { environment, lease, pause }: ChainSurroundings,
): Promise<GpuFunctionResult> {
  const { fn, params, plan } = call;
  const run = fn.runOnGpu;
  if (run === null)
    throw fail("FUNCTION_NOT_FOUND", `Cannot call '${plan.export}' on a GPU: it has code for the CPU only`);
  const own = environmentFor(plan, environment);
  const result = checkGpuResult(call, inputs, await called(plan, () => run(session, inputs, params, own)));
  adoptResult(lease, { outputs: result.outputs ?? {} });
  await pause();
  return result;
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

/** The planes of all images as one stack. */
function imageOf(images: readonly GpuImageStack[]): Pick<GpuFunctionResult, "image"> {
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
