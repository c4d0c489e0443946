import { expect, test } from "vitest";
import { byteRange } from "./file-response.ts";

test.each([
  [undefined, null],
  ["bytes=0-3", { start: 0, end: 3 }],
  ["bytes=4-", { start: 4, end: 9 }],
  ["bytes=4-400", { start: 4, end: 9 }],
  ["bytes=-3", { start: 7, end: 9 }],
  ["bytes=-30", { start: 0, end: 9 }],
  ["Bytes = 9-9", { start: 9, end: 9 }],
  ["bytes=10-", "unsatisfiable"],
  ["bytes=-0", "unsatisfiable"],
  ["bytes=5-4", "unsatisfiable"],
  ["bytes=-", "unsatisfiable"],
  ["bytes=a-b", "unsatisfiable"],
  ["bytes=1e1-", "unsatisfiable"],
  ["bytes=0-1,4-5", null],
  ["lines=0-1", null],
] as const)("byteRange(%j) of ten bytes is %j", (header, range) => {
  expect(byteRange(header, 10)).toEqual(range);
});

test("no part of an empty file can be had", () => {
  expect([byteRange("bytes=0-", 0), byteRange("bytes=-1", 0)]).toEqual(["unsatisfiable", "unsatisfiable"]);
});
