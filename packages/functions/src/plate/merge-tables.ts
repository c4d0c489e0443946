import { concatTables } from "@ohcs/context";
import { define } from "../define.ts";
import { tableInput } from "../stack/planes.ts";

/** The wells' tables concatenated, in plate order. */
export const mergeTables = define({
  name: "mergeTables",
  summary: "Joins the wells' tables into one of the plate",
  scope: "reduce",
  reduction: "join",
  inputs: { table: { kind: "table" } },
  outputs: { merged: { kind: "table" } },
  exact: true,
  citation: "pandas.concat",
  run: (inputs) => ({ outputs: { merged: concatTables(tableInput(inputs, "table").tables) } }),
});
