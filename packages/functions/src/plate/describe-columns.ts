import { type Json, type Static, Type } from "@ohcs/context";
import { define, parameters } from "../define.ts";
import { jsonInput } from "../stack/planes.ts";
import { columnDefinition } from "./column-definitions.ts";
import { objectName } from "./summarize-objects.ts";
import { matches } from "./wells-of-plate.ts";

const Maker = Type.Object({
  name: Type.String(),
  version: Type.String(),
  citation: Type.String(),
  adds: Type.Union([Type.Array(Type.String()), Type.Null()]),
  images: Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()])),
});
type Maker = Static<typeof Maker>;

/** What the scores are that a table has of columns of the table `wells`, and of which, with * for any text. */
const Scores = Type.Object({
  features: Type.Array(Type.String()),
  unit: Type.String(),
  definition: Type.String(),
});
type Scores = Static<typeof Scores>;

/**
 * What every column of the tables is: feature, compartment, images, unit and definition, null where the name is none of ours, and the
 * function that made it, with its version and citation. Columns of `wells` are traced to the tables that they summarize; scores of them have
 * the unit of the score. `columns.json` of every run.
 */
export const describeColumns = define({
  name: "describeColumns",
  version: "3.0.0",
  summary: "Features, units, definitions and functions of the columns of tables",
  params: parameters({
    tables: Type.Record(
      Type.String(),
      Type.Object({
        functions: Type.Array(Maker),
        columns: Type.Array(Type.String()),
        scores: Type.Optional(Scores),
      }),
      {
        default: {},
        description:
          "Table → the functions that made its columns, the last first, columns of tables that are not read, and of which columns of the wells it has scores; the compiler fills it in",
      },
    ),
  }),
  scope: "reduce",
  inputs: { columns: { kind: "json", description: "Table → its columns, of `summarizeWells`" } },
  outputs: { columns: { kind: "json" } },
  exact: true,
  run(inputs, { tables }) {
    const [read = {}] = jsonInput(inputs, "columns").values as readonly Readonly<Record<string, readonly string[]>>[];
    const { wells = [] } = read;
    const columns = new Map([
      ...Object.entries(tables).map(([name, { columns, scores }]) => {
        return [name, scores === undefined ? columns : scoredColumns(columns, wells, scores)] as const;
      }),
      ...Object.entries(read),
    ]);
    const makers = new Map([...columns.keys()].map((name) => [name, tables[name]?.functions ?? []]));
    const described = [...columns]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, own]): [string, Json] => {
        const scores = tables[name]?.scores;
        const made = own.map((column) => [column, scoredBy(scores, name, column, { columns, makers })] as const);
        const used = new Map(made.flatMap(([, { maker }]) => (maker === undefined ? [] : [[maker.name, maker]])));
        const functions = [...used].map(([key, { version, citation }]) => [key, { version, citation }]);
        const all = made.map(([column, { maker, object }]) => [column, descriptionOf(column, object, maker, scores)]);
        return [name, { functions: Object.fromEntries(functions), columns: Object.fromEntries(all) }];
      });
    return { outputs: { columns: Object.fromEntries(described) } };
  },
});

/** As `WellsOfPlate.scored` has them. */
function scoredColumns(own: readonly string[], wells: readonly string[], scores: Scores): readonly string[] {
  const identity = wells.filter((column) => column.startsWith("Metadata_"));
  return [...new Set([...identity, ...own, ...wells.filter((column) => isScored(column, scores))])];
}

function isScored(column: string, { features }: Scores): boolean {
  return !column.startsWith("Metadata_") && features.some((pattern) => matches(pattern, column));
}

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

/** A score is made by the function that scores, from the images that the column of the wells was measured in. */
function scoredBy(scores: Scores | undefined, table: string, column: string, known: Known): Made {
  const made = madeBy(table, column, known);
  if (scores === undefined || made.maker === undefined || !isScored(column, scores)) return made;
  return { ...made, maker: { ...made.maker, images: madeBy("wells", column, known).maker?.images ?? {} } };
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

function descriptionOf(
  column: string,
  object: string | null,
  maker: Maker | undefined,
  scores: Scores | undefined,
): Json {
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
    ...(scores !== undefined && isScored(column, scores)
      ? { unit: scores.unit, definition: [scores.definition, ...(definition === null ? [] : [definition])].join(": ") }
      : { unit, definition }),
    function: maker?.name ?? null,
  };
}
