import { expect, test } from "vitest";
import { assignment, between, countOrList, integer, list, oneOf, pair, positive, roles } from "./option-values.ts";

test("option values are read from the forms that the help shows", () => {
  expect(integer(1)("12")).toBe(12);
  expect(positive("0.5")).toBe(0.5);
  expect(between(0, 0.9)("0.1")).toBe(0.1);
  expect(oneOf("threads", "inline")("inline")).toBe("inline");
  expect(pair("3x4")).toEqual([3, 4]);
  expect(list("A01, B02:C05,!B03")).toEqual(["A01", "B02:C05", "!B03"]);
  expect([countOrList("8"), countOrList("A01,B02")]).toEqual([8, ["A01", "B02"]]);
});

test("roles() reads channels by key or name", () => {
  expect(roles("nuclei=2, reporter=Cy 3")).toEqual({ nuclei: "2", reporter: "Cy 3" });
});

test("assignment() reads a key's parts and a text", () => {
  expect(assignment("tiff.compression=lzw")).toEqual({ path: ["tiff", "compression"], text: "lzw" });
  expect(assignment('wellFilter=["A=1"]').text).toBe('["A=1"]');
  expect(assignment("subDir=").text).toBe("");
});

test.each([
  [() => integer(1)("0"), "an integer of 1 or more"],
  [() => integer(0)("1.5"), "an integer of 0 or more"],
  [() => positive("0"), "a number above 0"],
  [() => between(0, 0.9)(""), "a number from 0 to 0.9"],
  [() => pair("3"), "two integers like '3x4'"],
  [() => list(" , "), "a list like 'A01,B02:C05'"],
  [() => roles("nuclei"), "roles and channels like 'nuclei=1,reporter=GFP'"],
  [() => assignment("compression"), "a form like 'tiff.compression=lzw'"],
])("option values are refused with what was expected (%#)", (read, expected) => {
  expect(read).toThrow(expected);
});
