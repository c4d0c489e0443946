import { expectTypeOf } from "vitest";
import type { GpuImageStack } from "../gpu/gpu-implementation.ts";
import type { ImageStack } from "../image/image-stack.ts";
import { NO_PARAMETERS, Type } from "../index.ts";
import { defineFold } from "./define-fold.ts";
import { defineFunction } from "./define-function.ts";
import type { FunctionInputs, JsonInput, TableInput } from "./function-implementation.ts";

const base = { name: "f", version: "1.0.0", summary: "For tests", params: NO_PARAMETERS };

defineFunction({
  ...base,
  params: Type.Object({ sigma: Type.Number({ default: 1 }), mode: Type.Optional(Type.Literal("fast")) }),
  run({ image }, params) {
    expectTypeOf(image).toEqualTypeOf<ImageStack>();
    expectTypeOf(params).toEqualTypeOf<{ mode?: "fast"; sigma: number }>();
    return { image };
  },
});

defineFunction({
  ...base,
  inputs: {
    image: { kind: "image" },
    labels: { kind: "labels", description: "Objects" },
    table: { kind: "table", optional: false },
    facts: { kind: "json" },
    flat: { kind: "image", optional: true },
  },
  run: (inputs) => {
    expectTypeOf(inputs.image).toEqualTypeOf<ImageStack>();
    expectTypeOf(inputs.labels).toEqualTypeOf<ImageStack>();
    expectTypeOf(inputs.table).toEqualTypeOf<TableInput>();
    expectTypeOf(inputs.facts).toEqualTypeOf<JsonInput>();
    expectTypeOf(inputs.flat).toEqualTypeOf<ImageStack | undefined>();
    // @ts-expect-error an input that is not declared is not received
    inputs.other;
    return {};
  },
  gpu: {
    run: (_, { image, table, flat }) => {
      expectTypeOf(image).toEqualTypeOf<GpuImageStack>();
      expectTypeOf(table).toEqualTypeOf<TableInput>();
      expectTypeOf(flat).toEqualTypeOf<GpuImageStack | undefined>();
      return { image };
    },
  },
});

defineFunction({
  ...base,
  inputs: { "*": { kind: "image" }, labels: { kind: "labels" } },
  run: (inputs) => {
    expectTypeOf(inputs.labels).toEqualTypeOf<ImageStack>();
    expectTypeOf(Object.values(inputs)).toEqualTypeOf<ImageStack[]>();
    return {};
  },
});

defineFold({
  ...base,
  inputs: { counts: { kind: "table" } },
  empty: () => 0,
  add: (sum, { counts }) => {
    expectTypeOf(counts).toEqualTypeOf<TableInput>();
    return sum + counts.tables.length;
  },
  merge: (a, b) => a + b,
  finish: (sum) => ({ outputs: { sum } }),
});

/** Code that takes whatever comes serves every declaration. */
const takesAny = (_: FunctionInputs) => ({});
const inputs = { image: { kind: "image" }, flat: { kind: "image", optional: true } } as const;
expectTypeOf(defineFunction({ ...base, inputs, run: takesAny }).run)
  .parameter(0)
  .toEqualTypeOf<FunctionInputs>();

// @ts-expect-error a kind that there is not
defineFunction({ ...base, inputs: { image: { kind: "picture" } }, run: () => ({}) });
