import { expect, test } from "vitest";
import type { StepReport } from "../report-data.ts";
import { methodsOf } from "./methods-of.ts";

const environment = { node: "v20.0.0", platform: "linux", runner: "threads", workers: 2, versions: {} };
const plate = {
  ...{ id: "p", pipeline: "count", status: "complete", startedAt: "", durationMs: 1, source: "", output: "" },
  ...{ rows: 8, columns: 12 },
};

/** Of a plate without wells, with this step. */
function methodsWith(step: Pick<StepReport, "phase" | "step" | "functions" | "notes">): string {
  const steps = [{ ...step, durationMs: 1, readBytes: 0, writtenBytes: 0 }];
  return methodsOf({ plate, wells: [], channels: [], steps, context: undefined, environment, receipt: null });
}

test("methods state the settings of functions in words, without the lists that a plan adds", () => {
  const parameters =
    '{"features":["shape","ring"],"per":[],"sigma":1,"tables":{"wells":{"columns":["a"]}},"rows":[{"at":1}]}';
  const call = { name: "measure", version: "1.0.0", parameters, citation: "Otsu 1979" };
  const methods = methodsWith({ phase: "wells", step: "measure", functions: [call], notes: [] });
  expect(methods).toContain(`Step "measure": measure 1.0.0 (Otsu 1979; with features (shape, ring), sigma 1).`);
});

test("methods state what a reduction noted for the whole plate, after its functions", () => {
  const call = { name: "calculateDiameter", version: "1.0.0", parameters: "{}", citation: "" };
  const note = "A typical nucleus in channel 1 measures 21.3 px across, over 812 objects of the plate";
  const methods = methodsWith({ phase: "diameter", step: "diameter", functions: [call], notes: [note] });
  expect(methods).toContain(`Step "diameter" over all wells: calculateDiameter 1.0.0. ${note}. 0 of 0 wells`);
});
