import * as ownFunctions from "@ohcs/functions";
import * as root from "ohcs";
import * as compose from "ohcs/compose";
import * as modules from "ohcs/modules";
import * as settings from "ohcs/settings";
import { expect, test } from "vitest";

const functionNames = Object.keys(ownFunctions).filter((name) => name !== "functionErrors");

test("ohcs exports every function of @ohcs/functions, and these names", () => {
  const names = Object.keys(root);
  expect(functionNames.filter((name) => !names.includes(name))).toEqual([]);
  expect(names.filter((name) => !functionNames.includes(name)).toSorted()).toMatchInlineSnapshot(`
    [
      "NO_PARAMETERS",
      "OhcsError",
      "compilePlate",
      "defineFunction",
      "defineHandler",
      "definePipeline",
      "encodeError",
      "isOhcsError",
      "ohcsErrors",
      "openPlate",
      "presets",
      "reduce",
      "runPlate",
      "samplePlate",
      "step",
    ]
  `);
});

test("ohcs/compose exports these names", () => {
  expect(Object.keys(compose).toSorted()).toMatchInlineSnapshot(`
    [
      "RUNNERS",
      "conversionOf",
      "findRecorded",
      "loadPipeline",
      "loadRunner",
      "machineGpus",
      "openSource",
      "prepareJob",
      "prepareJobs",
      "programGpus",
      "programPackages",
      "programVersions",
      "recordedRunner",
      "runnerOf",
      "sourceStorage",
    ]
  `);
});

test("ohcs/modules exports these names", () => {
  expect(Object.keys(modules).toSorted()).toMatchInlineSnapshot(`
    [
      "choiceOf",
      "didYouMean",
      "evaluateModule",
      "findModule",
      "loadModule",
      "locate",
      "parseModuleName",
      "programModules",
    ]
  `);
});

test("ohcs/settings exports these names", () => {
  expect(Object.keys(settings).toSorted()).toMatchInlineSnapshot(`
    [
      "compileFailed",
      "configBelow",
      "gpuSettingsOf",
      "machineSource",
      "plateFolder",
      "presetNamed",
    ]
  `);
});
