import { resolveConfig } from "@ohcs/compiler";
import { catalogueOf, type GpuUse, type StepSpec, step } from "@ohcs/context";
import * as functions from "@ohcs/functions";
import { expect, test } from "vitest";
import { lookForGpus } from "./look-for-gpus.ts";

const catalogue = catalogueOf({ "@ohcs/functions": { ...functions } });

/** How GPUs are asked for before a plate is open. */
function usesFor(layer: object, ...steps: readonly StepSpec[]): readonly GpuUse[] {
  const uses: GpuUse[] = [];
  const gpus = (use: GpuUse) => {
    uses.push(use);
    return {
      inventory: () => Promise.reject(new Error("no driver")),
      workers: () => Promise.reject(new Error("nothing is run here")),
    };
  };
  lookForGpus({ pipeline: { name: "p", steps }, catalogue, config: resolveConfig(layer) }, gpus);
  return uses;
}

const blur = step("blur", { func: functions.gaussianBlur() });

test("GPUs are looked for before the plate is open where the pipeline may use one, and their errors are left to who needs them", () => {
  expect(usesFor({ maxWorkersPerGpu: 3 }, blur)).toMatchObject([{ maxWorkersPerGpu: 3 }]);
});

test("none is looked for where no call could use one", () => {
  expect(usesFor({ gpu: "never" }, blur)).toEqual([]);
  expect(usesFor({}, { ...blur, gpu: "never" })).toEqual([]);
  expect(usesFor({}, step("count", { func: functions.countNuclei() }))).toEqual([]);
  expect(usesFor({}, { name: "not a step" } as unknown as StepSpec)).toEqual([]);
});
