import { expect, test } from "vitest";
import { configLayer } from "./config-layer.ts";
import type { JobValues } from "./job-values.ts";

const values: JobValues = {
  ...{ plate: "p", pipeline: "q", set: [], output: undefined, wells: undefined, pattern: undefined },
  ...{
    backend: undefined,
    ngff: undefined,
    plateMap: undefined,
    workers: undefined,
    timeout: undefined,
    retries: undefined,
  },
};

test("configLayer() says nothing of what was not given", () => {
  expect(configLayer(values, "/home")).toEqual({});
});

test("configLayer() builds nested fields, and options of their own win over --set", () => {
  const set = [
    { path: ["tiff", "compression"], value: "lzw" },
    { path: ["tiff", "predictor"], value: true },
    { path: ["numWorkers"], value: 8 },
  ];
  expect(configLayer({ ...values, set, workers: 2, wells: ["A01"], timeout: 0.5 }, "/home")).toEqual({
    tiff: { compression: "lzw", predictor: true },
    ...{ numWorkers: 2, wellFilter: ["A01"], timeoutS: 0.5 },
  });
});

test("configLayer() keeps what --set says of OME-Zarr beside the version", () => {
  const set = [
    { path: ["zarr", "level"], value: 5 },
    { path: ["zarr", "ngffVersion"], value: "0.5" },
  ];
  expect(configLayer({ ...values, set, backend: "zarr", ngff: "0.4" }, "/home")).toEqual({
    materializationBackend: "zarr",
    zarr: { level: 5, ngffVersion: "0.4" },
  });
});

test("configLayer() reads a relative output folder from where the user is", () => {
  const set = [{ path: ["outputFolder"], value: "results" }];
  expect(configLayer({ ...values, set }, "/home")).toEqual({ outputFolder: "/home/results" });
});
