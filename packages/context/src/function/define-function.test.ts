import { Type } from "@sinclair/typebox";
import { expect, expectTypeOf, test } from "vitest";
import {
  catalogueOf,
  defineFunction,
  type FunctionEnvironment,
  type GpuHalo,
  isDefinedFunction,
  isOhcsError,
  lengthParameter,
} from "../index.ts";

const blur = defineFunction({
  name: "blur",
  version: "1.2.0",
  module: "@ohcs/functions",
  summary: "Blurs",
  params: Type.Object({
    sigma: lengthParameter({ default: 1, minimum: 0 }),
    mode: Type.Union([Type.Literal("a"), Type.Literal("b")]),
  }),
  run: ({ image }) => (image && "shape" in image ? { image } : {}),
});

test("a defined function, called, is data: reference and parameters", () => {
  expect(blur({ sigma: { um: 2 }, mode: "a" })).toEqual({
    use: { module: "@ohcs/functions", export: "blur", version: "1.2.0" },
    with: { sigma: { um: 2 }, mode: "a" },
  });
  expect(JSON.parse(JSON.stringify(blur()))).toEqual(blur());
});

test("the parameters of a call are typed by the schema", () => {
  expectTypeOf(blur).parameter(0).toExtend<{ readonly sigma?: number | { readonly um: number } } | undefined>();
  // @ts-expect-error a mode outside the schema is refused by the compiler of TypeScript
  blur({ mode: "c" });
});

test("defineFunction() fills in the usual declaration", () => {
  expect(blur.declaration).toMatchObject({
    contract: "2d",
    memory: "cpu",
    inputs: { image: { kind: "image" } },
    over: [],
    scope: "well",
  });
  expect(isDefinedFunction(blur)).toBe(true);
  expect(isDefinedFunction(() => 1)).toBe(false);
});

test("a user's function without module is called by name", () => {
  const own = defineFunction({ name: "own", version: "0.1.0", summary: "x", params: Type.Object({}), run: () => ({}) });
  expect(own().use).toBe("own");
});

test("defineFunction() refuses bad names, versions and stackers without 'over'", () => {
  const bad = (part: object) => () =>
    defineFunction({ name: "x", version: "1.0.0", summary: "", params: Type.Object({}), run: () => ({}), ...part });
  for (const part of [{ name: "a-b" }, { version: "1" }, { contract: "volumeToSlice" }])
    expect(codeOf(bad(part)), JSON.stringify(part)).toBe("DECLARATION_INVALID");
});

test("defineFunction() refuses a halo of an unknown parameter, and a negative one", () => {
  const run = () => ({});
  const params = Type.Object({ sigma: lengthParameter({ default: 1 }) });
  const withHalo = (halo: number | GpuHalo) =>
    defineFunction({ name: "x", version: "1.0.0", summary: "", params, run, gpu: { bands: true, halo, run } });
  const ofSigma = { parameter: "sigma", times: 4, plus: 1 };
  expect(withHalo(ofSigma).declaration.gpu?.halo).toEqual(ofSigma);
  for (const halo of [-1, Number.NaN, { ...ofSigma, parameter: "radius" }, { ...ofSigma, times: -4 }])
    expect(
      codeOf(() => withHalo(halo)),
      JSON.stringify(halo),
    ).toBe("DECLARATION_INVALID");
});

test("code for a GPU is declared as what it needs there, and carried beside that for the CPU", () => {
  const run = () => ({});
  const base = { name: "x", version: "1.0.0", summary: "", params: Type.Object({}) };
  const twin = defineFunction({ ...base, run, gpu: { features: ["shader-f16"], run } });
  expect(twin.declaration).toMatchObject({
    memory: "cpu",
    gpu: {
      features: ["shader-f16"],
      limits: {},
      memoryFactor: 2,
      workPlanes: 4,
      accepts: ["uint8", "uint16", "float32"],
      params: null,
      bands: false,
      halo: 0,
    },
  });
  expect(JSON.parse(JSON.stringify(twin.declaration.gpu))).toEqual(twin.declaration.gpu);
  expect(twin.runOnGpu).toBe(run);
  const only = defineFunction({ ...base, memory: "webgpu", gpu: { run } });
  expect(codeOf(() => only.run({}, {}, {} as FunctionEnvironment))).toBe("FUNCTION_NEEDS_GPU");
  const plain = defineFunction({ ...base, run });
  expect([plain.runOnGpu, plain.declaration.gpu]).toEqual([null, null]);
});

test("defineFunction() refuses a function without code, and code for the CPU beside 'webgpu'", () => {
  const run = () => ({});
  const base = { name: "x", version: "1.0.0", summary: "", params: Type.Object({}) };
  const webgpu = { ...base, memory: "webgpu" as const };
  for (const definition of [base, webgpu, { ...webgpu, run }, { ...webgpu, run, gpu: { run } }])
    expect(codeOf(() => defineFunction(definition))).toBe("DECLARATION_INVALID");
});

test("catalogueOf() lists the defined functions of modules, sorted, as data", () => {
  const { entries } = catalogueOf({ "user:1": { z: blur, other: 1 }, "@ohcs/a": { blur } });
  expect(entries.map(({ reference }) => reference)).toEqual([
    { module: "@ohcs/a", export: "blur", version: "1.2.0" },
    { module: "user:1", export: "z", version: "1.2.0" },
  ]);
  expect(JSON.parse(JSON.stringify(entries[0]?.declaration.params))).toMatchObject({
    properties: { sigma: { type: "number", "x-ohcs": "ohcs:length", default: 1 } },
  });
});

function codeOf(run: () => unknown): string | null {
  try {
    run();
    return null;
  } catch (error) {
    return isOhcsError(error) ? error.code : "other";
  }
}
