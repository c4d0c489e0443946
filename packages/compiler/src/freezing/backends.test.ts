import { expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../config/default-config.ts";
import { reductionBackends, wellBackends } from "./backends.ts";

const readOnly = { root: "source", readOnly: true };

test("the source is read by what its manifest says, files where it says nothing, and never written to", () => {
  for (const [backend, name] of [
    [undefined, "diskBackend"],
    ["disk", "diskBackend"],
    ["zarr", "zarrBackend"],
  ] as const) {
    const backends = wellBackends(backend === undefined ? {} : { backend }, DEFAULT_CONFIG).toJS();
    expect(backends.source).toMatchObject({ use: { export: name }, with: readOnly });
    expect(Object.keys(backends).toSorted()).toEqual(["disk", "memory", "source"]);
  }
});

test("where images are stored as OME-Zarr, a backend for them stands beside that for tables", () => {
  const backends = wellBackends({}, { ...DEFAULT_CONFIG, materializationBackend: "zarr" }).toJS();
  expect(Object.keys(backends).toSorted()).toEqual(["disk", "memory", "source", "zarr"]);
  expect(backends.zarr).toMatchObject({ use: { export: "zarrBackend" }, with: { root: "output" } });
});

test("reductions never see the source", () => {
  expect(Object.keys(reductionBackends(DEFAULT_CONFIG).toJS()).toSorted()).toEqual(["disk", "memory"]);
});
