import { expect, test } from "vitest";
import { parseOptions } from "./parse-options.ts";

const known = ["a", "b", "c"].map((name) => ({ name, summary: "", run: async () => ({}) }));
const namesOf = (...args: string[]) => parseOptions(args, known).benchmarks.map(({ name }) => name);

test("parseOptions() chooses all benchmarks, or those that --only names, in their own order", () => {
  expect(namesOf()).toEqual(["a", "b", "c"]);
  expect(namesOf("--only", "c", "--only=a", "--json")).toEqual(["a", "c"]);
});

test("parseOptions() refuses unknown benchmarks and options", () => {
  expect(() => namesOf("--only", "d")).toThrow("Cannot run benchmark: expected one of 'a', 'b', 'c', got 'd'");
  expect(() => namesOf("--fast")).toThrow("'--fast'");
});
