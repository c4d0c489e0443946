import type { FunctionInput, FunctionInputs, FunctionResult, ImageStack } from "@ohcs/context";
import { fail } from "../../errors.ts";
import { callOnce } from "./call-once.ts";
import type { ChainSurroundings } from "./chain-surroundings.ts";
import { isStack } from "./is-stack.ts";
import { JoinedOutputs } from "./joined-outputs.ts";
import { JoinedPlanes } from "./joined-planes.ts";
import type { LoadedCall } from "./load-chain.ts";

/**
 * Calls a function of contract `2d` once per plane and puts the results together again, each as it comes: planes are
 * stacked, tables joined, JSON values listed. Inputs of one plane are given to every call.
 */
export async function callPerPlane(
  call: LoadedCall,
  inputs: FunctionInputs,
  surroundings: ChainSurroundings,
): Promise<FunctionResult> {
  const { environment, lease } = surroundings;
  const count = planesOf(call, Object.values(inputs).filter(hasPlanes));
  if (count <= 1) return callOnce(call, inputs, surroundings);
  const images = new JoinedPlanes({ call, name: "image", count }, lease);
  const outputs = new JoinedOutputs(call, count, lease);
  for (let plane = 0; plane < count; plane++) {
    const given = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, planeOf(input, plane)]));
    const key = { ...environment.key, ...Object.values(given).find(isStack)?.planes[0] };
    const result = await callOnce(call, given, { ...surroundings, environment: { ...environment, key } });
    if (result.image !== undefined) images.add(result.image);
    outputs.add(result);
  }
  const image = images.stack;
  return { ...(image === null ? {} : { image }), ...outputs.joined };
}

/** How often a call per plane is made: each of its stacks has so many planes, or one. @throws `STACK_SHAPE_MISMATCH` */
export function planesOf({ plan }: LoadedCall, stacks: readonly Pick<ImageStack, "shape">[]): number {
  const counts = stacks.map(({ shape }) => shape[0]);
  const planes = Math.max(1, ...counts);
  const odd = counts.find((count) => count !== 1 && count !== planes);
  if (odd === undefined) return planes;
  throw fail("STACK_SHAPE_MISMATCH", `Cannot call '${plan.export}' per plane: expected ${planes} planes, got ${odd}`, {
    details: { function: plan.export },
  });
}

/** Is it a stack of planes? The three of an image in colours belong together. */
function hasPlanes(input: FunctionInput): input is ImageStack {
  return isStack(input) && input.kind !== "rgb";
}

function planeOf(input: FunctionInput, plane: number): FunctionInput {
  if (!hasPlanes(input) || input.shape[0] === 1) return input;
  const [, height, width] = input.shape;
  return {
    ...input,
    data: input.data.subarray(plane * height * width, (plane + 1) * height * width),
    shape: [1, height, width],
    planes: input.planes.slice(plane, plane + 1),
    positions: input.positions.slice(plane, plane + 1),
  };
}
