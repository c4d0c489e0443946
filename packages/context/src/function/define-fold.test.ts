import { expect, test } from "vitest";
import { defineFold } from "./define-fold.ts";
import { isDefinedFunction, NO_PARAMETERS } from "./define-function.ts";
import { foldWells } from "./fold-wells.ts";
import type { FunctionEnvironment, FunctionInputs } from "./function-implementation.ts";

const total = defineFold({
  name: "total",
  version: "1.0.0",
  summary: "Joins",
  params: NO_PARAMETERS,
  inputs: { names: { kind: "json" } },
  outputs: { total: { kind: "json" } },
  empty: () => "",
  add: (state: string, { names }) =>
    names !== undefined && "values" in names ? `${state}${names.values.join("")}` : state,
  merge: (before, after) => `${before}|${after}`,
  finish: (state) => ({ outputs: { total: state } }),
});

const environment: FunctionEnvironment = {
  calibration: { pixelSizeUm: null },
  key: {},
  grid: null,
  contributors: [],
  signal: new AbortController().signal,
};

const wells = Array.from({ length: 20 }, (_, i) => `w${i}`);
const inputs: FunctionInputs = {
  names: {
    kind: "json",
    values: wells.map((_, i) => String.fromCharCode(97 + i)),
    keys: wells.map((well) => ({ well })),
  },
};

test("defineFold() declares a reduction that takes wells one at a time", () => {
  expect(isDefinedFunction(total)).toBe(true);
  expect(total.declaration).toMatchObject({ scope: "reduce", reduction: "fold", returnsImage: false });
  expect(total()).toEqual({ use: "total", with: {} });
});

test("a fold called as a function gives what folding well by well gives", async () => {
  const { outputs } = await total.run(inputs, {}, environment);
  expect(outputs?.total).toBe("|abcdefghijklmnop|qrst");
});

test("foldWells() loads each well once, in order, and holds one at a time; its shape depends on the list alone", async () => {
  const { fold } = total;
  if (fold === null) throw new Error("no fold");
  const loaded: string[] = [];
  let held = 0;
  const load = async (well: string): Promise<FunctionInputs> => {
    expect(held++).toBe(0);
    await Promise.resolve();
    loaded.push(well);
    return { names: { kind: "json", values: [well], keys: [{ well }] } };
  };
  const add: typeof fold.add = (...given) => {
    held--;
    return fold.add(...given);
  };
  const counting = { ...fold, add };
  expect(await foldWells(counting, wells, {}, load)).toBe(
    `|${wells.slice(0, 16).join("")}|${wells.slice(16).join("")}`,
  );
  expect(loaded).toEqual(wells);
  expect(await foldWells(fold, [], {}, load)).toBe("");
});

test("what belongs to no well is given to the end of a fold, also where there is no well", async () => {
  const received: unknown[] = [];
  const tells = defineFold({
    ...{ name: "tells", version: "1.0.0", summary: "Tells", params: NO_PARAMETERS },
    ...{ empty: () => 0, add: (sum: number) => sum + 1, merge: (a: number, b: number) => a + b },
    inputs: { names: { kind: "json" }, map: { kind: "json" } },
    finish: (wells, _params, _environment, given) => {
      received.push([wells, given.map]);
      return {};
    },
  });
  const map = { kind: "json", values: ["map"], keys: [{}] } as const;
  await tells.run({ ...inputs, map }, {}, environment);
  await tells.run({ map }, {}, environment);
  expect(received).toEqual([
    [20, map],
    [0, map],
  ]);
});
