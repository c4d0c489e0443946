import { expect, test } from "vitest";
import { isTooDeep, readJson } from "./read-json.ts";

const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;

test("readJson() reads what JSON.parse() reads, up to 256 levels", () => {
  expect(readJson('{"a":[1,null,{"__proto__":2}]}')).toEqual(JSON.parse('{"a":[1,null,{"__proto__":2}]}'));
  expect(isTooDeep(readJson(nested(256)))).toBe(false);
});

test.each(["{", "", nested(257), nested(100_000), '{"a":'.repeat(100_000).concat("1", "}".repeat(100_000))])(
  "readJson() refuses what is no JSON, and levels that would exhaust the stack, as a SyntaxError (%#)",
  (text) => {
    expect(() => readJson(text)).toThrow(SyntaxError);
  },
);

test("isTooDeep() of a value that contains itself", () => {
  const own: unknown[] = [];
  own.push(own, own);
  expect(isTooDeep(own)).toBe(true);
});
