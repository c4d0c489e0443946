import { expect, test } from "vitest";
import { CONFIG_FIELDS } from "./config-fields.ts";
import { environmentSources } from "./environment-sources.ts";
import { traceConfig } from "./trace-config.ts";

test("environmentSources() reads numbers, texts, lists, switches and null as the field requires", () => {
  const { sources } = environmentSources({
    OHCS_NUM_WORKERS: "4",
    OHCS_ZARR__NGFF_VERSION: "0.4",
    OHCS_WELL_FILTER: "A01, B02:C05",
    OHCS_TIFF__PREDICTOR: "true",
    OHCS_TIMEOUT_S: "null",
    OHCS_OUTPUT_FOLDER: "null",
    OHCS_OUTPUT_SUFFIX: "12",
  });
  const { config, diagnostics } = traceConfig({ global: sources });
  expect(diagnostics).toEqual([]);
  expect(config).toMatchObject({
    numWorkers: 4,
    zarr: { ngffVersion: "0.4" },
    wellFilter: ["A01", "B02:C05"],
    tiff: { predictor: true },
    timeoutS: null,
    outputFolder: null,
    outputSuffix: "12",
  });
});

test("environmentSources() reports a wrong value with its variable", () => {
  const { sources } = environmentSources({ OHCS_RETRIES: "many" });
  expect(traceConfig({ global: sources }).diagnostics).toMatchObject([
    { code: "CONFIG_INVALID", where: { config: "retries" }, message: expect.stringContaining("'OHCS_RETRIES'") },
  ]);
});

test("environmentSources() ignores empty and foreign variables, and warns of names close to a field", () => {
  const foreign = { OHCS_TEST_DEPTH: "2", OHCS_CI_MARK: "x", OHCS_: "", HOME: "/home", OHCS_RETRIES: "" };
  expect(environmentSources(foreign)).toEqual({ sources: [], diagnostics: [] });
  expect(environmentSources({ OHCS_NUM_WORKER: "2", OHCS_ZARR_LEVEL: "3" }).diagnostics).toMatchObject([
    { severity: "warning", code: "CONFIG_VARIABLE_UNKNOWN", hint: "Did you mean 'OHCS_NUM_WORKERS'?" },
    { severity: "warning", code: "CONFIG_VARIABLE_UNKNOWN", hint: "Did you mean 'OHCS_ZARR__LEVEL'?" },
  ]);
});

test("every field has its own variable", () => {
  const variables = CONFIG_FIELDS.map(({ variable }) => variable);
  expect(new Set(variables).size).toBe(CONFIG_FIELDS.length);
  expect(variables).toContain("OHCS_ZARR__NGFF_VERSION");
});
