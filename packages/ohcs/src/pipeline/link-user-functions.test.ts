import type { PipelineSpec } from "@ohcs/context";
import { expect, test } from "vitest";
import { callsOf, mapCalls } from "./link-user-functions.ts";

const pipeline: PipelineSpec = {
  name: "p",
  steps: [
    { name: "a", func: { use: "one" } },
    { name: "b", func: [{ use: "two" }, { use: "three" }] },
    { name: "c", func: { "1": { use: "four" }, "2": [{ use: "five" }] } },
    { kind: "reduce", name: "d", from: "table:t", func: [{ use: "six" }] },
  ],
};

test("callsOf() finds the calls of every form of pattern", () => {
  expect(callsOf(pipeline).map(({ use }) => use)).toEqual(["one", "two", "three", "four", "five", "six"]);
});

test("mapCalls() keeps the form of every pattern and changes nothing of its input", () => {
  const before = structuredClone(pipeline);
  const mapped = mapCalls(pipeline, (call) => ({ ...call, with: { n: 1 } }));
  expect(pipeline).toEqual(before);
  expect(mapped.steps[2]?.func).toEqual({
    "1": { use: "four", with: { n: 1 } },
    "2": [{ use: "five", with: { n: 1 } }],
  });
  expect(mapCalls(pipeline, (call) => call)).toEqual(pipeline);
});

test("mapCalls() lets parts of the wrong shape pass", () => {
  const broken = { name: "p", steps: [null, { name: "a", func: 5 }, { func: [null, { with: {} }] }, "x"] };
  expect(mapCalls(broken as unknown as PipelineSpec, (call) => call)).toEqual(broken);
});
