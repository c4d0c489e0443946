import { expect, test } from "vitest";
import { findCycles } from "./find-cycles.ts";

test("findCycles() accepts a diamond", () => {
  const edges = new Map([
    ["a", ["b", "c"]],
    ["b", ["d"]],
    ["c", ["d"]],
  ]);
  expect(findCycles(edges)).toEqual([]);
});

test("findCycles() reports each cycle once, and a node that points at itself", () => {
  const edges = new Map([
    ["a", ["b"]],
    ["b", ["c"]],
    ["c", ["b"]],
    ["d", ["d"]],
  ]);
  expect(findCycles(edges)).toEqual([
    ["b", "c", "b"],
    ["d", "d"],
  ]);
});
