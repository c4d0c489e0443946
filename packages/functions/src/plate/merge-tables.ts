import { concatTables, defineFunction, NO_PARAMETERS } from "@ohcs/context";
import { MODULE } from "../module-name.ts";
import { tableInput } from "../stack/inputs.ts";

/** The wells' tables concatenated, in plate order. */
export const mergeTables = defineFunction({
  module: MODULE,
  name: "mergeTables",
  version: "1.0.0",
  summary: "Joins the wells' tables into one of the plate",
  params: NO_PARAMETERS,
  scope: "reduce",
  reduction: "join",
  inputs: { table: { kind: "table" } },
  outputs: { merged: { kind: "table" } },
  returnsImage: false,
  exact: true,
  citation: "pandas.concat",
  run: (inputs) => ({ outputs: { merged: concatTables(tableInput(inputs, "table").tables) } }),
});
