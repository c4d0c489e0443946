import { expect, test } from "vitest";
import { workgroupsFor } from "./shader.ts";

test("workgroups beyond one dispatch dimension continue in the second, and at most one row of them is idle", () => {
  expect(workgroupsFor(0, 65535)).toEqual([0, 0]);
  expect(workgroupsFor(1, 65535)).toEqual([1, 1]);
  expect(workgroupsFor(65535 * 64, 65535)).toEqual([65535, 1]);
  expect(workgroupsFor(65535 * 64 + 1, 65535)).toEqual([32768, 2]);
  expect(workgroupsFor(64 * 1000, 7)).toEqual([7, 143]);
});
