import { MODULES, plateOf } from "@ohcs/testkit/contexts";
import { expect, test } from "vitest";
import { oneStep } from "../../test/one-step.ts";
import { modulesOfWells } from "./begin-run.ts";

test("modulesOfWells() names the modules of backends and functions once", () => {
  const plate = plateOf([oneStep(["halve", "double"]), oneStep(["halve"])]);
  expect(modulesOfWells(plate)).toEqual([MODULES.memory, MODULES.disk, MODULES.functions]);
});
