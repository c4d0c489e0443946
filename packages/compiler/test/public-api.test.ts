import * as root from "@ohcs/compiler";
import { expect, test } from "vitest";

test("@ohcs/compiler exports these names", () => {
  expect(Object.keys(root).sort()).toMatchInlineSnapshot(`
    [
      "CONFIG_FIELDS",
      "DEFAULT_CONFIG",
      "RUN_FIELDS",
      "asksForGpus",
      "backendsNamed",
      "batchRootOf",
      "compilePlate",
      "compilerErrors",
      "configFileSchema",
      "configFileSources",
      "configSchema",
      "defineConfig",
      "environmentSources",
      "explainContext",
      "explainPlate",
      "fieldSource",
      "filterWells",
      "isWithin",
      "joinBatch",
      "outputRootOf",
      "parsePipeline",
      "pipelineSchema",
      "publishedConfigSchema",
      "publishedPipelineSchema",
      "readConfigText",
      "readDocument",
      "resolveConfig",
      "traceConfig",
      "valueAt",
    ]
  `);
});
