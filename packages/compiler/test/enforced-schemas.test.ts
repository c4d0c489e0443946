import { catalogueOf, defineFunction, step, type TObject, Type } from "@ohcs/context";
import * as functions from "@ohcs/functions";
import { expect, test } from "vitest";
import { compilePlate } from "../src/compile-plate.ts";
import { catalogueWith } from "./catalogue-fixture.ts";
import { inputOf } from "./plate-fixture.ts";

const common = { name: "own", version: "1.0.0", summary: "For tests.", module: "test:functions", run: () => ({}) };

function problemsWith(params: TObject, parameters: object, gpu?: { readonly params: TObject }) {
  const own = defineFunction({ ...common, params, ...(gpu === undefined ? {} : { gpu: { ...gpu, run: () => ({}) } }) });
  const { diagnostics } = compilePlate({
    ...inputOf([step("a", { func: { ...own(), with: { ...parameters } } })]),
    catalogue: catalogueWith({ own }),
  });
  return diagnostics.map(({ code, where, expected, got, hint }) => [code, where.parameter, expected, got, hint]);
}

test("a median of even size is refused when it is compiled", () => {
  const { diagnostics, plate } = compilePlate({
    ...inputOf([step("a", { func: functions.median({ size: 4 }) })]),
    catalogue: catalogueOf({ "@ohcs/functions": functions }),
  });
  expect(plate).toBe(null);
  expect(diagnostics).toMatchObject([
    {
      code: "PARAMETER_INVALID",
      where: { parameter: "size", function: "median" },
      got: "4",
      expected: "a whole number ≥ 1 and ≤ 101 and not a multiple of 2",
    },
  ]);
});

test("every keyword of a schema is enforced, and all problems are reported at once", () => {
  const params = Type.Object(
    {
      size: Type.Integer({ not: { multipleOf: 2 } }),
      mode: Type.Intersect([Type.String({ minLength: 2 }), Type.String({ pattern: "^m" })]),
      ids: Type.Array(Type.Integer(), { contains: Type.Literal(1) }),
    },
    { minProperties: 1 },
  );
  expect(problemsWith(params, { size: 4, mode: "x", ids: [2], sise: 1 })).toEqual([
    ["PARAMETER_INVALID", "ids", 'a list with \'contains\' {"const":1,"type":"number"}', "[2]", null],
    ["PARAMETER_INVALID", "mode", "a text of at least 2 characters", "'x'", null],
    ["PARAMETER_INVALID", "mode", "a text of the form ^m", "'x'", null],
    ["PARAMETER_UNKNOWN", "sise", "one of 'size', 'mode', 'ids'", "'sise'", "Did you mean 'size'?"],
    ["PARAMETER_INVALID", "size", "a whole number not a multiple of 2", "4", null],
  ]);
});

test("a function whose schema cannot be fully enforced is refused, for any parameters", () => {
  const odd = Type.Object({ size: Type.Integer({ default: 3, nott: { multipleOf: 2 } }) });
  expect(problemsWith(odd, {})).toEqual([
    ["FUNCTION_SCHEMA_INVALID", undefined, "a keyword that is enforced", "'nott'", "Did you mean 'not'?"],
  ]);
  const fine = Type.Object({ size: Type.Integer({ default: 3 }) });
  expect(problemsWith(fine, {}, { params: odd })[0]?.[0]).toBe("FUNCTION_SCHEMA_INVALID");
  expect(problemsWith(fine, {})).toEqual([]);
});
