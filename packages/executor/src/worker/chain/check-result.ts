import {
  canonicalJson,
  checkTable,
  countOf,
  dtypeOf,
  type FunctionInputs,
  type FunctionNotice,
  type FunctionOutput,
  type FunctionResult,
  type ImageStack,
  type Json,
  type OutputDeclaration,
  type Table,
} from "@ohcs/context";
import { checkPlaces } from "./check-places.ts";
import { invalid } from "./invalid.ts";
import { isStack } from "./is-stack.ts";
import type { LoadedCall } from "./load-chain.ts";

/** Holds a function to its declaration. @throws `FUNCTION_RESULT_INVALID` with what was promised and what came */
export function checkResult(call: LoadedCall, inputs: FunctionInputs, result: FunctionResult): FunctionResult {
  const { returnsImage } = call.fn.declaration;
  if (typeof result !== "object" || result === null) throw invalid(call, "an object", String(result));
  if (returnsImage && result.image === undefined) throw invalid(call, "an image", "none");
  if (result.image !== undefined) checkStack(call, "image", result.image);
  if (result.image !== undefined) checkGeometry(call, mainOf(inputs), result.image);
  checkOutputs(call, result.outputs ?? {});
  checkNotices(call, result.notices ?? []);
  return result;
}

function checkNotices(call: LoadedCall, notices: NonNullable<FunctionResult["notices"]>): void {
  const isText = (value: unknown) => typeof value === "string";
  const isSound = ({ severity = "warning", code, message, hint = "" }: FunctionNotice) =>
    ["warning", "note"].includes(severity) && [code, message, hint].every(isText);
  if (!Array.isArray(notices) || !notices.every(isSound))
    throw invalid(call, "notices of a code and a message", JSON.stringify(notices));
}

function mainOf(inputs: FunctionInputs): ImageStack | undefined {
  return isStack(inputs.image) ? inputs.image : Object.values(inputs).find(isStack);
}

/** Holds named outputs to what the function declares. */
export function checkOutputs(call: LoadedCall, values: Readonly<Record<string, FunctionOutput>>): void {
  const { outputs } = call.fn.declaration;
  for (const [name, value] of Object.entries(values)) {
    const declared = outputs[name];
    if (declared === undefined) throw invalid(call, `outputs '${Object.keys(outputs).join("', '")}'`, `'${name}'`);
    checkOutput(call, name, declared, value);
  }
}

/** Holds an image to the contract: as many planes, and as large, as that says of those of the main input. */
export function checkGeometry(
  call: LoadedCall,
  main: Pick<ImageStack, "shape"> | undefined,
  image: Pick<ImageStack, "shape">,
): void {
  const { contract, geometry } = call.fn.declaration;
  if (main === undefined) return;
  const planes = contract === "volumeToSlice" ? 1 : main.shape[0];
  if (image.shape[0] !== planes) throw invalid(call, countOf(planes, "plane"), `${image.shape[0]}`);
  if (geometry === "same" && (image.shape[1] !== main.shape[1] || image.shape[2] !== main.shape[2]))
    throw invalid(call, `planes of ${main.shape.slice(1).join(" × ")} px`, `${image.shape.slice(1).join(" × ")} px`);
}

function checkOutput(call: LoadedCall, name: string, declared: OutputDeclaration, value: FunctionOutput): void {
  const { kind } = declared;
  if (kind === "table" || kind === "json") checkValue(call, name, kind, value);
  else checkNamedImage(call, name, declared, value);
}

function checkValue(call: LoadedCall, name: string, kind: "table" | "json", value: FunctionOutput): void {
  try {
    if (kind === "table") checkTable(value as Table);
    else canonicalJson(value as Json);
  } catch (cause) {
    throw invalid(call, `${kind} '${name}'`, "something else", cause);
  }
}

function checkNamedImage(
  call: LoadedCall,
  name: string,
  { kind, dtype = "float32" }: OutputDeclaration,
  value: FunctionOutput,
): void {
  if (!isStack(value)) throw invalid(call, `${kind} '${name}'`, typeof value);
  checkStack(call, name, value);
  const expected = { image: `intensity of ${dtype}`, labels: "labels of uint32", rgb: "rgb of uint8" }[kind as "image"];
  const got = `${value.kind} of ${value.dtype}`;
  if (got !== expected) throw invalid(call, `'${name}' to be ${expected}`, got);
  if (kind === "rgb" && value.shape[0] !== 3)
    throw invalid(call, `'${name}' of 3 planes, red, green and blue`, `${value.shape[0]}`);
}

function checkStack(call: LoadedCall, name: string, stack: ImageStack): void {
  if (!isStack(stack) || !Array.isArray(stack.shape))
    throw invalid(call, `'${name}' with data and shape`, typeof stack);
  const { shape, data, dtype } = stack;
  const whole = shape.length === 3 && shape.every((length) => Number.isInteger(length) && length > 0);
  const samples = shape.reduce((product, length) => product * length, 1);
  if (!whole || samples !== data.length)
    throw invalid(call, `'${name}' with ${countOf(data.length, "sample")}`, `shape ${shape.join(" × ")}`);
  if (dtypeOf(data) !== dtype) throw invalid(call, `'${name}' of ${dtype}`, `${dtypeOf(data)}`);
  checkPlaces(call, name, stack);
}
