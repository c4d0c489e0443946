import type { ProcessingContext } from "@ohcs/context";
import { contextOf, storedValue } from "@ohcs/testkit/contexts";

const reads = (source: "wells" | "supplied", output: string) => ({
  source,
  kind: "table",
  step: source === "wells" ? 1 : null,
  output,
});

/** A reduction that merges the tables of `wells` and sums the plate up, with a supplied plate map. */
export function tablesOf(wells: readonly string[], mapHash: string, merge = "mergeTables"): ProcessingContext {
  const output = (name: string) => ({ [`table:${name}`]: { kind: "table", store: storedValue(name, ".csv") } });
  const groups = [{ key: "", inputs: { table: [0], map: [0] } }];
  const table = reads("wells", "table:objects");
  return contextOf({
    well: "tables",
    axis: "plate",
    wells,
    steps: [
      {
        name: "merge",
        chain: [{ call: merge, inputs: ["table"], outputs: { merged: "table:objects" } }],
        inputs: { table },
        groups,
        outputs: output("objects"),
      },
      {
        name: "wells",
        chain: [{ call: "wellStates", inputs: ["table", "map"], outputs: { wells: "table:wells" } }],
        inputs: { table, map: reads("supplied", mapHash) },
        groups,
        outputs: output("wells"),
      },
    ],
  });
}
