import * as root from "@ohcs/testkit";
import * as disk from "@ohcs/testkit/disk";
import * as driverPage from "@ohcs/testkit/driver-page";
import * as driverProcess from "@ohcs/testkit/driver-process";
import * as gpuDrivers from "@ohcs/testkit/gpu-drivers";
import { expect, test } from "vitest";

test("@ohcs/testkit exports these names", () => {
  expect(Object.keys(root).toSorted()).toMatchInlineSnapshot(`
    [
      "CONFORMANCE_MODULE",
      "backendConformance",
      "conformanceTask",
      "createRandom",
      "designPlate",
      "encodeTiff",
      "functionConformance",
      "gpuReply",
      "handlerConformance",
      "memoryPlateReader",
      "planePath",
      "planesOf",
      "rasteriseTruth",
      "renderPlane",
      "renderPlateFiles",
      "runnerConformance",
      "scoreObjects",
      "scorePositions",
      "testkitErrors",
      "tinyPlate",
      "truthOf",
    ]
  `);
});

test("@ohcs/testkit/disk exports these names", () => {
  expect(Object.keys(disk).toSorted()).toMatchInlineSnapshot(`
    [
      "serveObjects",
      "writePlate",
    ]
  `);
});

test("@ohcs/testkit/gpu-drivers exports these names", () => {
  expect(Object.keys(gpuDrivers).toSorted()).toMatchInlineSnapshot(`
    [
      "driverEnv",
      "headlessChromium",
      "lavapipe",
      "mustHaveSwiftShader",
      "onSoftwareDrivers",
      "softwareDrivers",
      "startDriverPage",
      "startDriverProcess",
      "swiftShader",
    ]
  `);
});

test("@ohcs/testkit/driver-process exports these names", () => {
  expect(Object.keys(driverProcess).toSorted()).toMatchInlineSnapshot(`
    [
      "serveJobs",
    ]
  `);
});

test("@ohcs/testkit/driver-page exports these names", () => {
  expect(Object.keys(driverPage).toSorted()).toMatchInlineSnapshot(`
    [
      "serveJobs",
    ]
  `);
});
