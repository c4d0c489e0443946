import { defineFunction, type Json } from "@ohcs/context";
import { Type } from "@sinclair/typebox";
import { MODULE } from "../module-name.ts";
import { tableInput } from "../stack/inputs.ts";
import { columnDefinition } from "./column-definitions.ts";

/**
 * What the columns of tables mean, table by table: unit and definition, null where the name is none of ours, and the functions with their
 * versions that made the table. `columns.json` of every run.
 */
export const describeColumns = defineFunction({
  module: MODULE,
  name: "describeColumns",
  version: "1.0.0",
  summary: "Units and definitions of the columns of tables",
  params: Type.Object(
    {
      functions: Type.Record(Type.String(), Type.Array(Type.String()), {
        default: {},
        description: "Table → the functions that made it; the compiler fills it in",
      }),
    },
    { additionalProperties: false },
  ),
  scope: "reduce",
  inputs: { "*": { kind: "table" } },
  outputs: { columns: { kind: "json" } },
  returnsImage: false,
  exact: true,
  citation: "",
  run(inputs, { functions }) {
    const described = Object.keys(inputs)
      .toSorted()
      .map((name): readonly [string, Json] => {
        const columns = new Set(tableInput(inputs, name).tables.flatMap((table) => table.columns));
        const meanings = [...columns].map((column) => [column, meaningOf(column)] as const);
        return [name, { functions: functions[name] ?? [], columns: Object.fromEntries(meanings) }];
      });
    return { outputs: { columns: Object.fromEntries(described) } };
  },
});

function meaningOf(column: string): Json {
  const { unit = null, definition = null } = columnDefinition(column) ?? {};
  return { unit, definition };
}
