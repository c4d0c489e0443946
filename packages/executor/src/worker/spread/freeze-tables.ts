import type { FunctionInput } from "@ohcs/context";

/** Freezes tables as those of earlier steps are where the well runs: copies between threads are not, and functions could tell. */
export function freezeTables(inputs: Iterable<FunctionInput>): void {
  for (const input of inputs) {
    if (!("kind" in input) || input.kind !== "table") continue;
    for (const table of input.tables) {
      for (const row of table.rows) Object.freeze(row);
      for (const part of [table.rows, table.columns, table]) Object.freeze(part);
    }
  }
}
