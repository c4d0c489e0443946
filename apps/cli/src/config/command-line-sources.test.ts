import { traceConfig } from "@ohcs/compiler";
import { expect, test } from "vitest";
import type { ConfigFlags } from "../commands/command-options.ts";
import { assignment } from "../program/option-values.ts";
import { commandLineSources } from "./command-line-sources.ts";

const NOTHING: ConfigFlags = {
  per: undefined,
  wells: undefined,
  backend: undefined,
  ngff: undefined,
  gpu: undefined,
  workers: undefined,
  timeout: undefined,
  retries: undefined,
  backendWith: undefined,
  runner: undefined,
  runnerWith: undefined,
  pixelSize: undefined,
  grid: undefined,
  channel: [],
  set: [],
  handler: undefined,
  pattern: undefined,
  pages: undefined,
  plateMap: undefined,
};
const trace = (flags: Partial<ConfigFlags>) =>
  traceConfig({ commandLine: commandLineSources({ ...NOTHING, ...flags }) });

test("commandLineSources() says nothing of what was not given", () => {
  expect(commandLineSources(NOTHING)).toEqual([]);
});

test("commandLineSources() reads --set as the field takes it, and options of their own win over it", () => {
  const texts = ["tiff.compression=lzw", "tiff.predictor=true", "numWorkers=8", "zarr.level=5", "zarr.ngffVersion=0.5"];
  const { config, values, diagnostics } = trace({
    set: texts.map(assignment),
    workers: 2,
    wells: ["A01"],
    timeout: 0.5,
    backend: "zarr",
    ngff: "0.4",
    gpu: "require",
  });
  expect(diagnostics).toEqual([]);
  expect(config).toMatchObject({
    tiff: { compression: "lzw", predictor: true },
    zarr: { level: 5, ngffVersion: "0.4" },
    numWorkers: 2,
    wellFilter: ["A01"],
    timeoutS: 0.5,
    materializationBackend: "zarr",
    gpu: "require",
  });
  expect(values.numWorkers?.origin).toEqual({ kind: "flag", name: "--workers" });
  expect(values["zarr.level"]?.origin).toEqual({ kind: "flag", name: "--set zarr.level" });
});

test("commandLineSources() takes a whole object, and a list by commas or as JSON", () => {
  const { config } = trace({ set: ['zarr={"level":3}', "wellFilter=A01,B02:C05"].map(assignment) });
  expect(config).toMatchObject({ zarr: { level: 3 }, wellFilter: ["A01", "B02:C05"] });
  expect(trace({ set: [assignment('wellFilter=["A02"]')] }).config.wellFilter).toEqual(["A02"]);
});

test("a field that does not exist is reported with the nearest name", () => {
  expect(trace({ set: [assignment("numWorker=2")] }).diagnostics).toMatchObject([
    { code: "CONFIG_INVALID", where: { config: "numWorker" }, hint: "Did you mean 'numWorkers'?" },
  ]);
});

test("the memory of a GPU is set by its id, or as a whole by names of any form", () => {
  const texts = ["gpuMemoryBytes.board-1=8e9", 'gpuMemoryBytes={"Board 2":4e9}', "gpuMemoryShare=0.5"];
  const { config, diagnostics } = trace({ set: texts.map(assignment) });
  expect(diagnostics).toEqual([]);
  expect(config).toMatchObject({ gpuMemoryBytes: { "board-1": 8e9, "Board 2": 4e9 }, gpuMemoryShare: 0.5 });
  const [problem] = trace({ set: [assignment("gpuMemoryBytes.board-1=lots")] }).diagnostics;
  expect(problem?.message).toBe(
    "Cannot use configuration value 'gpuMemoryBytes.board-1' from '--set gpuMemoryBytes.board-1': expected a number > 0, got 'lots'",
  );
});

test("channels of roles are merged one by one over those of files", () => {
  const { config, diagnostics, values } = trace({
    channel: [{ nuclei: "2" }, { reporter: "GFP" }],
    set: [assignment("channelRoles.er=4")],
  });
  expect(diagnostics).toEqual([]);
  expect(config.channelRoles).toEqual({ nuclei: "2", reporter: "GFP", er: 4 });
  expect(values.channelRoles?.origin).toMatchObject({ kind: "flag", name: "--channel" });
});
