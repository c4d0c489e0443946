import { expect, test } from "vitest";
import { configFileSources } from "./config-file-sources.ts";
import { DEFAULT_CONFIG } from "./config-schema.ts";
import { type ConfigStack, fieldSource } from "./config-source.ts";
import { environmentSources } from "./environment-sources.ts";
import { traceConfig } from "./trace-config.ts";

const FILE = "/lab/ohcs.config.yaml";

/** Every layer sets `retries`; each sets a field that no later one does. */
function stackOf(): ConfigStack {
  const { global, plates } = configFileSources(FILE, {
    retries: 1,
    timeoutS: 10,
    wellFilter: ["A01", "A02"],
    zarr: { level: 1, codec: "gzip" },
    plates: { P1: { retries: 3, wellFilter: ["B02"], zarr: { level: 3 } }, P2: { retries: 9 } },
  });
  const environment = environmentSources({ OHCS_RETRIES: "2", OHCS_ZARR__LEVEL: "2", OHCS_NUM_WORKERS: "5" });
  const flag = { kind: "flag", name: "--retries" } as const;
  const commandLine = [fieldSource(["retries"], 4, flag)];
  return { global: [...global, ...environment.sources], plates, commandLine };
}

test("traceConfig() gives precedence to flags, the plate's section, environment, file and defaults, in this order", () => {
  const { config, values, diagnostics } = traceConfig(stackOf(), "P1");
  expect(diagnostics).toEqual([]);
  expect(config).toEqual({
    ...DEFAULT_CONFIG,
    numWorkers: 5,
    retries: 4,
    timeoutS: 10,
    wellFilter: ["B02"],
    zarr: { ...DEFAULT_CONFIG.zarr, level: 3, codec: "gzip" },
  });
  expect(values.subDir).toEqual({ value: "images", origin: { kind: "default" } });
  expect(values.timeoutS?.origin).toEqual({ kind: "file", file: FILE, path: "timeoutS" });
  expect(values.numWorkers?.origin).toEqual({ kind: "environment", name: "OHCS_NUM_WORKERS" });
  expect(values["zarr.level"]?.origin).toEqual({ kind: "file", file: FILE, path: "plates.P1.zarr.level" });
  expect(values["zarr.codec"]?.origin).toEqual({ kind: "file", file: FILE, path: "zarr.codec" });
  expect(values.retries).toEqual({ value: 4, origin: { kind: "flag", name: "--retries" } });
});

test("a field with arbitrary names is merged name by name, with precedence for the later source", () => {
  const { global } = configFileSources(FILE, { gpuMemoryBytes: { a: 1e9, b: 2e9 } });
  const { sources } = environmentSources({ OHCS_GPU_MEMORY_BYTES: '{"b":3e9}' });
  const commandLine = [fieldSource(["gpuMemoryBytes", "c"], 4e9, { kind: "flag", name: "--set" })];
  const { config, values, diagnostics } = traceConfig({ global: [...global, ...sources], commandLine });
  expect(diagnostics).toEqual([]);
  expect(config.gpuMemoryBytes).toEqual({ a: 1e9, b: 3e9, c: 4e9 });
  expect(Object.isFrozen(config.gpuMemoryBytes)).toBe(true);
  expect(values.gpuMemoryBytes).toEqual({ value: config.gpuMemoryBytes, origin: { kind: "flag", name: "--set" } });
});

test("only the invalid value under an arbitrary name is dropped", () => {
  const { global } = configFileSources(FILE, { gpuMemoryBytes: { a: "much", b: 2e9 } });
  const { config, diagnostics } = traceConfig({ global });
  expect(config.gpuMemoryBytes).toEqual({ b: 2e9 });
  expect(diagnostics).toMatchObject([{ code: "CONFIG_INVALID", where: { config: "gpuMemoryBytes.a", file: FILE } }]);
});

test("traceConfig() applies the global layer to other plates, and to no plate", () => {
  const { commandLine: _, ...stack } = stackOf();
  const retries = ["P1", "P2", "P3", null].map((plate) => traceConfig(stack, plate).config.retries);
  expect(retries).toEqual([3, 9, 2, 2]);
});

test("traceConfig() reports every invalid value with field and file, and continues without it", () => {
  const { global, plates } = configFileSources(FILE, {
    numWorker: 4,
    retries: -1,
    zarr: { ngffVersion: 0.4, level: 3 },
    wellFilter: ["A01", ""],
    plates: { P1: { timeout: 5 }, P2: 7 },
  });
  const { config, diagnostics } = traceConfig({ global, plates }, "P1");
  expect(config).toEqual({ ...DEFAULT_CONFIG, zarr: { ...DEFAULT_CONFIG.zarr, level: 3 } });
  expect(diagnostics.map(({ code, where, hint }) => [code, where.config, where.file, hint])).toEqual([
    ["CONFIG_INVALID", "numWorker", FILE, "Did you mean 'numWorkers'?"],
    ["CONFIG_INVALID", "retries", FILE, null],
    ["CONFIG_INVALID", "zarr.ngffVersion", FILE, 'Write it in quotes: "0.4"'],
    ["CONFIG_INVALID", "wellFilter.1", FILE, null],
    ["CONFIG_INVALID", "plates.P1.timeout", FILE, "Did you mean 'timeoutS'?"],
    ["CONFIG_INVALID", "plates.P2", FILE, null],
  ]);
});

test("configFileSources() reports files that are not a configuration, and misspelt sections", () => {
  expect(configFileSources(FILE, ["numWorkers"]).diagnostics).toMatchObject([
    { code: "CONFIG_INVALID", where: { file: FILE }, expected: "an object" },
  ]);
  const { global } = configFileSources(FILE, { plate: {} });
  expect(traceConfig({ global }).diagnostics).toMatchObject([{ hint: "Did you mean 'plates'?" }]);
});

test("the result of traceConfig() cannot be changed, and does not change with its sources", () => {
  const wells = ["A01"];
  const { config } = traceConfig({ global: [{ layer: { wellFilter: wells, tiff: { predictor: true } } }] });
  wells.push("A02");
  expect(config.wellFilter).toEqual(["A01"]);
  for (const part of [config, config.tiff, config.zarr, config.wellFilter]) expect(Object.isFrozen(part)).toBe(true);
});
