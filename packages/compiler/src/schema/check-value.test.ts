import { Type } from "@ohcs/context";
import { expect, test, vi } from "vitest";
import { fillDefaults } from "../functions/resolve-parameters.ts";
import { checkValue } from "./check-value.ts";
import type { SchemaNode } from "./schema-node.ts";

const schema = Type.Object(
  {
    mode: Type.Union([Type.Literal("a"), Type.Literal("b")]),
    sigma: Type.Number({ exclusiveMinimum: 0, default: 1 }),
    size: Type.Optional(Type.Tuple([Type.Integer(), Type.Integer({ minimum: 2 })])),
    ring: Type.Optional(Type.Object({ from: Type.Number({ default: 1 }), to: Type.Number({ default: 5 }) })),
    names: Type.Optional(Type.Array(Type.String({ pattern: "^[a-z]+$" }), { minItems: 1, uniqueItems: true })),
    gain: Type.Optional(Type.Union([Type.Number({ multipleOf: 0.5 }), Type.Null()])),
    extra: Type.Optional(Type.Record(Type.String(), Type.Boolean())),
  },
  { additionalProperties: false },
);

test("checkValue() accepts matching values", () => {
  const value = { mode: "a", sigma: 0.1, size: [1, 2], names: ["x"], gain: null, extra: { y: true } };
  expect(checkValue(schema, value)).toEqual([]);
});

test.each([
  [{ mode: "c" }, "mode", "'a' or 'b'", "'c'"],
  [{ sigma: 0 }, "sigma", "a number > 0", "0"],
  [{ sigma: Number.NaN }, "sigma", "a number > 0", "NaN"],
  [{ size: [1, 1] }, "size.1", "a whole number ≥ 2", "1"],
  [{ size: [1] }, "size", "a list of at least 2 items and of at most 2 items", "[1]"],
  [{ names: ["A"] }, "names.0", "a text of the form ^[a-z]+$", "'A'"],
  [{ names: ["a", "a"] }, "names", "a list of at least 1 items and without repetition", '["a","a"]'],
  [{ gain: 0.3 }, "gain", "a number a multiple of 0.5 or null", "0.3"],
  [{ extra: { y: 1 } }, "extra.y", "true or false", "1"],
  [{ ring: 3 }, "ring", "an object", "3"],
])("checkValue() reports for %o what was expected and where", (part, path, expected, got) => {
  const problems = checkValue(schema, { mode: "a", sigma: 1, ...part });
  expect(problems.map((problem) => [problem.path.join("."), problem.expected, problem.got])).toEqual([
    [path, expected, got],
  ]);
});

test("checkValue() distinguishes missing and unknown members from invalid ones", () => {
  expect(checkValue(schema, { sigma: 1, mood: "a" }).map(({ path, reason }) => [path.join("."), reason])).toEqual([
    ["mode", "missing"],
    ["mood", "unknown"],
  ]);
});

test("fillDefaults() fills at every depth and does not change its input", () => {
  const value = Object.freeze({ mode: "a", ring: Object.freeze({ to: 3 }) });
  expect(fillDefaults(schema, value)).toEqual({ mode: "a", sigma: 1, ring: { from: 1, to: 3 } });
  expect(value).toEqual({ mode: "a", ring: { to: 3 } });
});

test.each([
  [{ type: "integer", minimum: 1, not: { multipleOf: 2 } }, 4, "a whole number ≥ 1 and not a multiple of 2", "4"],
  [{ not: { type: "string" } }, "a", "a value not a text", "'a'"],
  [{ type: "array", contains: { const: 0 } }, [1], "a list with 'contains' {\"const\":0}", "[1]"],
  [{ type: "object", minProperties: 1 }, {}, "an object with 'minProperties' 1", "{}"],
  [
    { type: "object", propertyNames: { pattern: "^a" } },
    { b: 1 },
    'an object with \'propertyNames\' {"pattern":"^a"}',
    '{"b":1}',
  ],
  [{ type: "string", format: "uuid" }, "x", "a text with 'format' 'uuid'", "'x'"],
  [{ if: { type: "number" }, else: { minLength: 2 } }, "a", "a value of at least 2 items", "'a'"],
  [{ oneOf: [{ type: "number" }, { minimum: 1 }] }, 2, "a number or a value ≥ 1", "2"],
  [{ type: "number" }, () => 1, "a number", "() => 1"],
  [{ enum: [{ a: 1 }] }, { a: 2 }, '{"a":1}', '{"a":2}'],
  [{ items: [{ type: "number" }], additionalItems: false }, [1, 2], "nothing", "2"],
])("%j refuses %j: expected %s", (schema, value, expected, got) => {
  expect(checkValue(schema as SchemaNode, value)).toMatchObject([{ reason: "invalid", expected, got }]);
});

test.each([
  [{ multipleOf: 0.1 }, 0.3],
  [{ enum: [{ a: [1] }] }, { a: [1] }],
  [{ type: "object", additionalProperties: false }, { a: undefined }],
  [{}, Number.NaN],
])("%j accepts %j", (schema, value) => {
  expect(checkValue(schema, value)).toEqual([]);
});

test("names that objects inherit, pointers escape or texts cannot hold are treated like other names", () => {
  const strict: SchemaNode = { properties: { "a/b~c %": { type: "number" } }, additionalProperties: false };
  const value = { "a/b~c %": "x", constructor: 1, __proto__: 1, "\ud800": 1 };
  expect(checkValue(strict, value).map(({ path, reason }) => [path[0], reason])).toEqual([
    ["\ufffd", "unknown"],
    ["a/b~c %", "invalid"],
    ["constructor", "unknown"],
  ]);
});

test("checkValue() works where code generation from strings is forbidden, as in pages with a strict policy", () => {
  const made = vi.spyOn(globalThis, "Function");
  checkValue({ type: "object", properties: { a: { pattern: "^x$" } } }, { a: "y" });
  expect(made).not.toHaveBeenCalled();
});
