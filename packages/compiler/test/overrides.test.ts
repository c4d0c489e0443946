import { type Diagnostic, step } from "@ohcs/context";
import { expect, test } from "vitest";
import { compilePlate } from "../src/compile-plate.ts";
import { DEFAULT_CONFIG } from "../src/config/config-schema.ts";
import { functions } from "./catalogue-fixture.ts";
import { contextsOf, inputOf } from "./plate-fixture.ts";

const blur = step("blur", { func: functions.gaussianBlur(), retries: 1 });

function retriesOf(rest: Parameters<typeof contextsOf>[1]) {
  return contextsOf([blur, step("again", { func: functions.gaussianBlur() })], rest).map(({ stepPlans }) =>
    stepPlans.toArray().map(({ retries }) => retries),
  )[0];
}

test("a step's setting overrides the configuration, and the command line overrides both", () => {
  const config = { ...DEFAULT_CONFIG, retries: 2 };
  expect(retriesOf({ config })).toEqual([1, 2]);
  expect(retriesOf({ config: { ...config, retries: 3 }, overrides: { retries: 3 } })).toEqual([3, 3]);
});

test("compilePlate() reports earlier problems with its own findings, and then compiles nothing", () => {
  const notice: Diagnostic = {
    severity: "error",
    code: "CONFIG_INVALID",
    message: "Cannot use it",
    where: { config: "retries" },
    expected: null,
    got: null,
    hint: null,
    count: 1,
    examples: [],
  };
  const steps = [step("a", { func: { use: "gausianBlur" } })];
  const { diagnostics, plate } = compilePlate(inputOf(steps, { notices: [notice] }));
  expect(plate).toBe(null);
  expect(diagnostics.map(({ code }) => code)).toEqual(["CONFIG_INVALID", "FUNCTION_UNKNOWN"]);
});
