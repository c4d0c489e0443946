import {
  concatTables,
  type FunctionInput,
  type FunctionInputs,
  type FunctionOutput,
  type FunctionResult,
  type ImageStack,
  type Json,
  type Table,
} from "@ohcs/context";
import { fail } from "../../errors.ts";
import type { PixelLease } from "../buffers/pixel-lease.ts";
import { callOnce } from "./call-once.ts";
import { adoptResult } from "./chain-memory.ts";
import type { ChainSurroundings } from "./chain-surroundings.ts";
import { isStack } from "./is-stack.ts";
import type { LoadedCall } from "./load-chain.ts";

/**
 * Calls a function of contract `2d` once per plane and puts the results together again: planes are stacked, tables
 * joined, JSON values listed. Inputs of one plane are given to every call.
 */
export async function callPerPlane(
  call: LoadedCall,
  inputs: FunctionInputs,
  surroundings: ChainSurroundings,
): Promise<FunctionResult> {
  const { environment, lease } = surroundings;
  const planes = planesOf(call, Object.values(inputs).filter(isStack));
  if (planes <= 1) return callPlane(call, inputs, surroundings);
  const results: FunctionResult[] = [];
  for (let plane = 0; plane < planes; plane++) {
    const given = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, planeOf(input, plane)]));
    const key = { ...environment.key, ...Object.values(given).find(isStack)?.planes[0] };
    results.push(await callPlane(call, given, { ...surroundings, environment: { ...environment, key } }));
  }
  return joined(results, lease);
}

async function callPlane(
  call: LoadedCall,
  inputs: FunctionInputs,
  { environment, lease, pause }: ChainSurroundings,
): Promise<FunctionResult> {
  const result = await callOnce(call, inputs, environment);
  adoptResult(lease, result);
  await pause();
  return result;
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

function planeOf(input: FunctionInput, plane: number): FunctionInput {
  if (!isStack(input) || input.shape[0] === 1) return input;
  const [, height, width] = input.shape;
  return {
    ...input,
    data: input.data.subarray(plane * height * width, (plane + 1) * height * width),
    shape: [1, height, width],
    planes: input.planes.slice(plane, plane + 1),
    positions: input.positions.slice(plane, plane + 1),
  };
}

function joined(results: readonly FunctionResult[], lease: PixelLease): FunctionResult {
  const images = results.flatMap(({ image }) => image ?? []);
  return { ...(images.length === 0 ? {} : { image: stacked(images, lease) }), ...joinedOutputs(results, lease) };
}

type NamedResult = Pick<FunctionResult, "outputs" | "quality">;

/** What calls of one function for several planes made beside their images. */
export function joinedOutputs(results: readonly NamedResult[], lease: PixelLease): NamedResult {
  const names = new Set(results.flatMap(({ outputs }) => Object.keys(outputs ?? {})));
  const outputs = [...names].map((name) => [name, joinedOutput(present(results, name), lease)] as const);
  const quality = results.find((result) => result.quality !== undefined)?.quality;
  return { outputs: Object.fromEntries(outputs), ...(quality === undefined ? {} : { quality }) };
}

function present(results: readonly NamedResult[], name: string): FunctionOutput[] {
  return results.map(({ outputs }) => outputs?.[name]).filter((value) => value !== undefined);
}

function joinedOutput(values: readonly FunctionOutput[], lease: PixelLease): FunctionOutput {
  if (values.every(isStack)) return stacked(values, lease);
  if (values.every(isTable)) return concatTables(values);
  return values as readonly Json[];
}

function isTable(value: FunctionOutput): value is Table {
  return typeof value === "object" && value !== null && "columns" in value && "rows" in value;
}

function stacked(images: readonly ImageStack[], lease: PixelLease): ImageStack {
  const [first] = images;
  if (first === undefined)
    throw fail("FUNCTION_RESULT_INVALID", "Cannot stack planes: expected at least one, got none");
  const [, height, width] = first.shape;
  const size = height * width;
  const data = lease.allocate(first.dtype, images.length * size);
  images.forEach((image, i) => {
    if (image.dtype !== first.dtype || image.data.length !== size)
      throw fail(
        "FUNCTION_RESULT_INVALID",
        `Cannot stack planes: expected ${height} × ${width} ${first.dtype}, got others`,
      );
    data.set(image.data, i * size);
    lease.disown(image.data);
  });
  return {
    ...first,
    data,
    shape: [images.length, height, width],
    planes: images.flatMap(({ planes }) => planes.slice(0, 1)),
    positions: images.flatMap(({ positions }) => positions.slice(0, 1)),
  };
}
