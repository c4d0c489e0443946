import * as root from "@ohcs/orchestrator";
import * as host from "@ohcs/orchestrator/host";
import { expect, test } from "vitest";

test("@ohcs/orchestrator exports these names", () => {
  expect(Object.keys(root).toSorted()).toEqual([
    "compileBatch",
    "createOrchestrator",
    "gpuUseOf",
    "gpusByUse",
    "joinPlates",
    "mannerOf",
    "orchestratorErrors",
    "readSavedPlan",
    "resumeRun",
    "runBatch",
    "runPlan",
    "savePlan",
  ]);
});

test("@ohcs/orchestrator/host exports these names", () => {
  expect(Object.keys(host).toSorted()).toEqual(["hostFacts", "nodePlateHost", "readSuppliedJson", "readSuppliedTable"]);
});
