import * as root from "@ohcs/gpu-registry";
import * as dawn from "@ohcs/gpu-registry/dawn";
import * as host from "@ohcs/gpu-registry/host";
import * as session from "@ohcs/gpu-registry/session";
import { expect, test } from "vitest";

test("@ohcs/gpu-registry exports these names", () => {
  expect(Object.keys(root).sort()).toMatchInlineSnapshot(`
    [
      "createGpuRegistry",
      "gpuErrors",
      "inspectGpus",
      "selfTest",
      "webGpuProvider",
    ]
  `);
});

test("@ohcs/gpu-registry/dawn exports these names", () => {
  expect(Object.keys(dawn).sort()).toMatchInlineSnapshot(`
    [
      "dawnProvider",
    ]
  `);
});

test("@ohcs/gpu-registry/host exports these names", () => {
  expect(Object.keys(host).sort()).toMatchInlineSnapshot(`
    [
      "dawnReference",
      "machineSlots",
      "nodeGpuRegistry",
      "openDevice",
      "probeMachine",
      "vendorMemory",
    ]
  `);
});

test("@ohcs/gpu-registry/session exports these names", () => {
  expect(Object.keys(session).sort()).toMatchInlineSnapshot(`
    [
      "createGpuSession",
    ]
  `);
});
