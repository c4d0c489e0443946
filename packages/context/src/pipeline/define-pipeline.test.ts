import { expect, test } from "vitest";
import { definePipeline, plateMap, reduce, step } from "../index.ts";

test("definePipeline(), step() and reduce() make data that JSON keeps", () => {
  const pipeline = definePipeline({
    name: "n",
    steps: [
      step("a", { func: { use: "gaussianBlur", with: { sigma: 1 } }, groupBy: "channel" }),
      reduce("plate", { from: "table:nuclei", with: { map: plateMap("map.csv") }, func: { use: "zPrime" } }),
    ],
  });
  expect(JSON.parse(JSON.stringify(pipeline))).toEqual({
    name: "n",
    steps: [
      { kind: "step", name: "a", func: { use: "gaussianBlur", with: { sigma: 1 } }, groupBy: "channel" },
      {
        kind: "reduce",
        name: "plate",
        from: "table:nuclei",
        with: { map: { file: "map.csv" } },
        func: { use: "zPrime" },
      },
    ],
  });
});
