import { Map as ImmutableMap, List } from "immutable";
import { expect, test } from "vitest";
import { CallPlan, canonicalJson, canonicalText, ImageReference, type Json, toJson } from "../index.ts";

/** A minimal, slow reference implementation of canonical JSON. */
function byDefinition(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(byDefinition).join(",")}]`;
  const object = value as Readonly<Record<string, unknown>>;
  const members = Object.keys(object).toSorted();
  return `{${members.map((key) => `${JSON.stringify(key)}:${byDefinition(object[key])}`).join(",")}}`;
}

const VALUES: readonly Json[] = [
  { b: [1, -0, 2.5e-9, [], {}], a: { "10": null, "9": true, z: false, é: '"\\\n' } },
  ["\ud83d\ude00", "\ud83d", "\u2028", ""],
  { sorted: 1, next: 2, unsorted: { y: 1, x: [{ b: 1, a: 2 }] } },
];

test.each(VALUES)("keys are sorted by code units, and nothing is written besides values: %j", (value) => {
  expect(canonicalJson(value)).toBe(byDefinition(value));
});

test("a frozen value has the text of the plain one", () => {
  const image = new ImageReference({ path: "a.tif", xUm: 1.5 });
  const call = new CallPlan({ version: "1", with: ImmutableMap({ sigma: 2, also: List(["x"]) }) });
  expect(canonicalText(List([image, null]))).toBe(byDefinition([toJson(image), null]));
  expect(canonicalText(call)).toBe(byDefinition(toJson(call)));
});

test("an image states its sample only where it has one", () => {
  expect(toJson(new ImageReference({ path: "a" }))).toEqual({ path: "a", page: 0, xUm: null, yUm: null });
  expect(canonicalText(new ImageReference({ path: "a", sample: 0 }))).toContain('"sample":0');
});

test.each([
  ["$.a[1].b", { a: [0, { b: Number.NaN }] }],
  ["$.a", { a: undefined }],
  ["$[1]", [1, undefined]],
  ["$.list[0]", ImmutableMap({ list: List([new Date(0)]) })],
  ["$.__proto__", JSON.parse('{"__proto__":1}')],
  ["$", 1n],
])("values that are not JSON are refused at %s", (path, value) => {
  expect(() => canonicalText(value)).toThrow(
    expect.objectContaining({ code: "CONTEXT_VALUE_REFUSED", details: { path } }),
  );
});
