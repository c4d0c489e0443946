import { expect, test } from "vitest";
import { methodsOf } from "./methods-of.ts";

test("methods state what a reduction noted for the whole plate, after its functions", () => {
  const call = { name: "calculateDiameter", version: "1.0.0", parameters: "{}", citation: "" };
  const note = "A typical nucleus in channel 1 measures 21.3 px across, over 812 objects of the plate";
  const step = { phase: "diameter", step: "diameter", functions: [call], notes: [note] };
  const methods = methodsOf({
    plate: {
      ...{ id: "p", pipeline: "count", status: "complete", startedAt: "", durationMs: 1, source: "", output: "" },
      ...{ rows: 8, columns: 12 },
    },
    wells: [],
    channels: [],
    steps: [{ ...step, durationMs: 1, readBytes: 0, writtenBytes: 0 }],
    context: undefined,
    environment: { node: "v20.0.0", platform: "linux", runner: "threads", workers: 2, versions: {} },
    receipt: null,
  });
  expect(methods).toContain(`Step "diameter" over all wells: calculateDiameter 1.0.0. ${note}. 0 of 0 wells`);
});
