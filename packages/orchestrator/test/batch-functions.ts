import { defineFold, defineFunction, type FunctionInputs, type Json, NO_PARAMETERS } from "@ohcs/context";

/** Under this name contexts refer to the functions of this file. */
export const BATCH_MODULE = "test-batch";

const common = { module: BATCH_MODULE, version: "1.0.0", summary: "For tests", params: NO_PARAMETERS } as const;

/** What a reduction over plates was given: the values, each with its key, and who contributed. */
export const listValues = defineFunction({
  ...common,
  name: "listValues",
  scope: "reduce",
  returnsImage: false,
  exact: true,
  inputs: { values: { kind: "json" } },
  outputs: { listed: { kind: "json" } },
  run: ({ values: given }, _, { contributors }) => {
    const { keys, values } = given as unknown as { readonly keys: Json; readonly values: Json };
    return { outputs: { listed: { keys, values, contributors: contributors as unknown as Json } } };
  },
});

/** The rows of each plate, which is given by itself. */
export const countRows = defineFold({
  ...common,
  name: "countRows",
  inputs: { table: { kind: "table" } },
  outputs: { rows: { kind: "json" } },
  empty: (): readonly number[] => [],
  add: (counts, inputs) => [...counts, ...rowsIn(inputs)],
  merge: (before, after) => [...before, ...after],
  finish: (counts) => ({ outputs: { rows: counts } }),
});

function rowsIn({ table }: FunctionInputs): readonly number[] {
  return table !== undefined && "tables" in table ? table.tables.map(({ rows }) => rows.length) : [];
}
