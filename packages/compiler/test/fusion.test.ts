import { type CallPlan, defineFunction, type FunctionCall, step, Type, toJson } from "@ohcs/context";
import { expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../src/config/config-schema.ts";
import { catalogueWith, functions } from "./catalogue-fixture.ts";
import { contextsOf } from "./plate-fixture.ts";

const common = { version: "1.0.0", summary: "For tests.", module: "test:functions", run: () => ({}) };
const fusesInto = { export: "together", version: "2.0.0" };
const params = Type.Object({ by: Type.Number({ default: 1 }) }, { additionalProperties: false });
const add = defineFunction({ ...common, name: "add", params, dtype: "float32", fusesInto });
const above = defineFunction({ ...common, name: "above", params, dtype: "float32", exact: true, fusesInto });
const elsewhere = defineFunction({
  ...common,
  name: "elsewhere",
  params,
  fusesInto: { ...fusesInto, export: "other" },
});
const catalogue = catalogueWith({ add, above, elsewhere });
const { gaussianBlur } = functions;

function compiled(func: FunctionCall[], fusion = true) {
  const config = { ...DEFAULT_CONFIG, fusion };
  const [context] = contextsOf([step("pixels", { func })], { catalogue, config });
  return { context, calls: context?.stepPlans.first()?.func.get("*")?.toArray() ?? [] };
}

const namesOf = (calls: readonly CallPlan[]) => calls.map((call) => call.export);

test("calls of single pixels that follow each other become one, with their parameters in order", () => {
  const { calls } = compiled([gaussianBlur(), add({ by: 2 }), add(), above({ by: 7 }), gaussianBlur(), add()]);
  expect(namesOf(calls)).toEqual(["gaussianBlur", "together", "gaussianBlur", "add"]);
  expect(calls[1]).toMatchObject({ module: "test:functions", version: "2.0.0", takes: "float32" });
  expect(toJson(calls[1]?.with)).toEqual({
    calls: [
      { use: "add", with: { by: 2 } },
      { use: "add", with: { by: 1 } },
      { use: "above", with: { by: 7 } },
    ],
  });
});

test("what another function computes together, and what is exact throughout, stays apart", () => {
  expect(namesOf(compiled([add(), elsewhere(), add()]).calls)).toEqual(["add", "elsewhere", "add"]);
  expect(namesOf(compiled([above(), above()]).calls)).toEqual(["above", "above"]);
});

test("`fusion: false` leaves the calls as they are written, which is another fingerprint only where calls fuse", () => {
  const func = [add(), above()];
  expect(namesOf(compiled(func, false).calls)).toEqual(["add", "above"]);
  expect(compiled(func, false).context?.fingerprint).not.toBe(compiled(func).context?.fingerprint);
  expect(compiled([add()], false).context?.fingerprint).toBe(compiled([add()]).context?.fingerprint);
});
