import {
  canonicalJson,
  checkTable,
  dtypeOf,
  type FunctionDeclaration,
  type FunctionOutput,
  type FunctionResult,
  type ImageStack,
  type Json,
  type OutputDeclaration,
  type Table,
} from "@ohcs/context";
import { expectEqual } from "../expectation.ts";

/** Checks a result against the declaration. @throws `CONFORMANCE_FAILED` with the declared and the actual value */
export function expectResult(declaration: FunctionDeclaration, main: ImageStack, result: FunctionResult): void {
  const { outputs, returnsImage } = declaration;
  if (returnsImage) expectEqual(result.image !== undefined, true, "that there is an image");
  if (result.image !== undefined) expectImage(declaration, main, result.image);
  const undeclared = Object.keys(result.outputs ?? {}).filter((name) => outputs[name] === undefined);
  expectEqual(undeclared, [], "outputs that are not declared");
  for (const [name, value] of Object.entries(result.outputs ?? {})) expectOutput(outputs[name], name, value);
}

function expectImage(declaration: FunctionDeclaration, main: ImageStack, image: ImageStack): void {
  const { contract, geometry, exact } = declaration;
  expectStack("the image", image);
  expectEqual(image.shape[0], contract === "volumeToSlice" ? 1 : main.shape[0], "planes of the image");
  if (geometry === "same") expectEqual(image.shape.slice(1), main.shape.slice(1), "height and width of the image");
  if (exact && main.dtype !== "float32" && main.dtype !== "float64")
    expectEqual(Array.prototype.every.call(image.data, Number.isInteger), true, "that samples are whole numbers");
}

function expectOutput(declared: OutputDeclaration | undefined, name: string, value: FunctionOutput): void {
  if (declared?.kind === "table") checkTable(value as Table);
  else if (declared?.kind === "json") canonicalJson(value as Json);
  else expectNamedImage(declared, name, value as ImageStack);
}

function expectNamedImage(declared: OutputDeclaration | undefined, name: string, image: ImageStack): void {
  const { kind = "labels", dtype = "float32" } = declared ?? {};
  expectStack(`'${name}'`, image);
  const expected = kind === "image" ? ["intensity", dtype] : kind === "rgb" ? ["rgb", "uint8"] : ["labels", "uint32"];
  expectEqual([image.kind, image.dtype], expected, `kind and dtype of '${name}'`);
  if (kind === "rgb") expectEqual(image.shape[0], 3, `planes of '${name}'`);
}

function expectStack(what: string, { data, shape, dtype, planes, positions }: ImageStack): void {
  const isShape = shape.length === 3 && shape.every((side) => Number.isSafeInteger(side) && side > 0);
  expectEqual([isShape, data.length], [true, shape.reduce((a, b) => a * b, 1)], `shape and samples of ${what}`);
  expectEqual(dtypeOf(data), dtype, `dtype of ${what}`);
  expectEqual([planes.length, positions.length], [shape[0], shape[0]], `coordinates and positions of ${what}`);
}
