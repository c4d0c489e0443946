import * as root from "@ohcs/compiler";
import { expect, test } from "vitest";

test("@ohcs/compiler exports these names", () => {
  expect(Object.keys(root).sort()).toEqual([
    "DEFAULT_CONFIG",
    "compilePlate",
    "compilerErrors",
    "configSchema",
    "explainContext",
    "explainPlate",
    "outputRootOf",
    "parsePipeline",
    "pipelineSchema",
    "resolveConfig",
  ]);
});
