import { expect, test } from "vitest";
import { sampleRepository } from "../../test/sample-repository.ts";
import { sizeBudgets } from "./size-budgets.ts";

const lines = (count: number, line = "one();") => Array.from({ length: count }, () => line).join("\n");
const functionOf = (count: number) => `export function long() {\n${lines(count)}\n}\n`;
const check = (sources: Record<string, string>) =>
  sizeBudgets(sampleRepository({ "packages/a/package.json": { name: "@ohcs/a" }, ...sources }));

test("sizeBudgets() accepts small files, and long tests", () => {
  expect(check({ "packages/a/src/x.ts": functionOf(30), "packages/a/src/x.test.ts": lines(900) })).toEqual([]);
});

test("sizeBudgets() reports a file of 401 lines", () => {
  const small = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`packages/a/src/s${i}.ts`, lines(10)]));
  expect(check({ ...small, "packages/a/src/x.ts": lines(400) })).toEqual([]);
  expect(check({ ...small, "packages/a/src/x.ts": lines(401) })).toEqual([
    { path: "packages/a/src/x.ts", message: "file has 401 lines, expected at most 400" },
  ]);
});

test("sizeBudgets() reports a function body of 61 lines by name and line", () => {
  const small = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`packages/a/src/s${i}.ts`, functionOf(3)]));
  expect(check({ ...small, "packages/a/src/x.ts": functionOf(60) })).toEqual([]);
  expect(check({ ...small, "packages/a/src/x.ts": `\nconst long = () => {\n${lines(61)}\n};` })).toEqual([
    { path: "packages/a/src/x.ts:2", message: "'long' has 61 lines, expected at most 60" },
  ]);
});

test("sizeBudgets() reports a package whose functions are mostly long", () => {
  expect(check({ "packages/a/src/x.ts": functionOf(31), "packages/a/src/y.ts": functionOf(31) })).toEqual([
    { path: "packages/a", message: "the 90th percentile of functions is 31 lines, expected at most 30" },
  ]);
});
