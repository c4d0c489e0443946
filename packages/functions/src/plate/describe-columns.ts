import { defineFunction, type Json } from "@ohcs/context";
import { type Static, Type } from "@sinclair/typebox";
import { MODULE } from "../module-name.ts";
import { tableInput } from "../stack/inputs.ts";
import { columnDefinition } from "./column-definitions.ts";
import { objectName } from "./summarize-objects.ts";

const Maker = Type.Object({
  name: Type.String(),
  version: Type.String(),
  citation: Type.String(),
  adds: Type.Union([Type.Array(Type.String()), Type.Null()]),
  images: Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()])),
});
type Maker = Static<typeof Maker>;

/**
 * What every column of the tables is: feature, compartment, images, unit and definition, null where the name is none of ours, and the
 * function that made it, with its version and citation. Columns of `wells` are traced to the tables that they summarize. `columns.json` of
 * every run.
 */
export const describeColumns = defineFunction({
  module: MODULE,
  name: "describeColumns",
  version: "2.0.0",
  summary: "Features, units, definitions and functions of the columns of tables",
  params: Type.Object(
    {
      tables: Type.Record(
        Type.String(),
        Type.Object({ functions: Type.Array(Maker), columns: Type.Array(Type.String()) }),
        {
          default: {},
          description:
            "Table → the functions that made its columns, the last first, and columns of tables that are not read; the compiler fills it in",
        },
      ),
    },
    { additionalProperties: false },
  ),
  scope: "reduce",
  inputs: { "*": { kind: "table" } },
  outputs: { columns: { kind: "json" } },
  returnsImage: false,
  exact: true,
  citation: "",
  run(inputs, { tables }) {
    const read = Object.keys(inputs).map((name): readonly [string, readonly string[]] => {
      return [name, [...new Set(tableInput(inputs, name).tables.flatMap(({ columns }) => columns))]];
    });
    const columns = new Map([
      ...Object.entries(tables).map(([name, known]) => [name, known.columns] as const),
      ...read,
    ]);
    const makers = new Map([...columns.keys()].map((name) => [name, tables[name]?.functions ?? []]));
    const described = [...columns]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, own]): [string, Json] => {
        const made = own.map((column) => [column, madeBy(name, column, { columns, makers })] as const);
        const used = new Map(made.flatMap(([, { maker }]) => (maker === undefined ? [] : [[maker.name, maker]])));
        const functions = [...used].map(([key, { version, citation }]) => [key, { version, citation }]);
        const all = made.map(([column, { maker, object }]) => [column, descriptionOf(column, object, maker)]);
        return [name, { functions: Object.fromEntries(functions), columns: Object.fromEntries(all) }];
      });
    return { outputs: { columns: Object.fromEntries(described) } };
  },
});

/** The columns of all tables, and the functions that made them, the last first. */
interface Known {
  readonly columns: ReadonlyMap<string, readonly string[]>;
  readonly makers: ReadonlyMap<string, readonly Maker[]>;
}

/** The function that made a column, and the objects that it is of, where only the table's name says so. */
interface Made {
  readonly maker: Maker | undefined;
  readonly object: string | null;
}

/** A summary of other tables names their objects and columns: the column is theirs. */
function madeBy(table: string, column: string, known: Known): Made {
  const functions = known.makers.get(table) ?? [];
  const maker = functions.find(({ adds }) => adds === null || adds.some((pattern) => fits(pattern, column)));
  if (maker !== undefined) {
    const isOfObjects = known.columns.get(table)?.includes("ObjectNumber") === true && !column.startsWith("Metadata_");
    return { maker, object: isOfObjects ? objectName(table) : null };
  }
  const measured = column.replace(/^(Median|Mean|Mad|Sum)_/, "");
  for (const [other, columns] of known.columns) {
    const source = columns.find((one) => measured === one || measured === `${objectName(other)}_${one}`);
    if (other !== table && source !== undefined) return madeBy(other, source, known);
  }
  return { maker: functions.at(-1), object: null };
}

function fits(pattern: string, column: string): boolean {
  return pattern.endsWith("*") ? column.startsWith(pattern.slice(0, -1)) : column === pattern;
}

function descriptionOf(column: string, object: string | null, maker: Maker | undefined): Json {
  const {
    feature,
    compartment,
    unit = null,
    definition = null,
  } = columnDefinition(column) ?? {
    feature: column,
    compartment: null,
  };
  const images = Object.entries(maker?.images ?? {}).filter(([image]) => `${feature}_`.includes(`_${image}_`));
  return {
    feature,
    compartment: compartment ?? object,
    images: images.map(([image]) => image),
    channels: images.flatMap(([, channel]) => channel ?? []),
    unit,
    definition,
    function: maker?.name ?? null,
  };
}
