import { canonicalJson, frozenFromJson, type Json } from "@ohcs/context";
import fc from "fast-check";
import { expect, test } from "vitest";
import { formatJson, parseJson, sortedJson } from "./json-text.ts";

const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json);

test("a copy of plain JSON has the text of its canonical form", () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(JSON.stringify(sortedJson(value))).toBe(JSON.stringify(JSON.parse(canonicalJson(value))));
    }),
  );
});

test("formatJson() writes sorted keys, numbers among them by value, and −0 as 0; frozen values alike", () => {
  const value = { b: [], a: { "10": 1, "9": -0, z: {} } };
  const text = '{\n  "a": {\n    "9": 0,\n    "10": 1,\n    "z": {}\n  },\n  "b": []\n}\n';
  expect(formatJson(value, "x.json")).toBe(text);
  expect(formatJson(frozenFromJson(value) as Json, "x.json")).toBe(text);
  expect(parseJson(text, "x.json")).toEqual({ ...value, a: { ...value.a, "9": 0 } });
});

test.each([
  ["undefined", { a: [{ b: undefined }] }, "$.a[0].b"],
  ["NaN", { a: Number.NaN }, "$.a"],
  ["a date", { a: new Date(0) }, "$.a"],
  ["a big integer", [1n], "$[0]"],
  ["the prototype's name", JSON.parse('{"a":{"__proto__":1}}'), "$.a.__proto__"],
])("formatJson() refuses %s and names the place", (_, value, path) => {
  const cause = expect.objectContaining({ details: { path } });
  expect(() => formatJson(value as unknown as Json, "x.json")).toThrow(
    expect.objectContaining({ code: "JSON_INVALID", cause }),
  );
});
