import { Type } from "@sinclair/typebox";
import { expect, test } from "vitest";
import { checkValue } from "./check-value.ts";
import { fillDefaults } from "./fill-defaults.ts";

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

test("checkValue() accepts what fits", () => {
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
  [{ names: ["a", "a"] }, "names", "a list of at least 1 items", '["a","a"]'],
  [{ gain: 0.3 }, "gain", "a number a multiple of 0.5 or null", "0.3"],
  [{ extra: { y: 1 } }, "extra.y", "true or false", "1"],
  [{ ring: 3 }, "ring", "an object", "3"],
])("checkValue() says of %o what was expected and where", (part, path, expected, got) => {
  const problems = checkValue(schema, { mode: "a", sigma: 1, ...part });
  expect(problems.map((problem) => [problem.path.join("."), problem.expected, problem.got])).toEqual([
    [path, expected, got],
  ]);
});

test("checkValue() tells missing and unknown members from invalid ones", () => {
  expect(checkValue(schema, { sigma: 1, mood: "a" }).map(({ path, reason }) => [path.join("."), reason])).toEqual([
    ["mode", "missing"],
    ["mood", "unknown"],
  ]);
});

test("fillDefaults() fills at every depth and leaves its input as it is", () => {
  const value = Object.freeze({ mode: "a", ring: Object.freeze({ to: 3 }) });
  expect(fillDefaults(schema, value)).toEqual({ mode: "a", sigma: 1, ring: { from: 1, to: 3 } });
  expect(value).toEqual({ mode: "a", ring: { to: 3 } });
});
