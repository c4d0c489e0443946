import { type Cell, concatTables, type FunctionInputs, type Table, Type } from "@ohcs/context";
import { fail } from "../errors.ts";
import { tableInput } from "../stack/planes.ts";

/** What a well was: a control, or a sample. */
export type WellRole = "negative" | "positive" | "sample";

/** A successful well that is not excluded. */
interface UsedWell {
  readonly row: readonly Cell[];
  readonly role: WellRole;
}

/** Columns of the plate map that exclude wells, by a reason or a mark; excluded wells keep their rows, without scores. */
const EXCLUDE = /^metadata_exclude/i;
const NOT_EXCLUDED = /^(|0|false|no)$/i;

/** The columns whose values statistics are computed from, and which wells are controls: parameters of every plate statistic. */
export const STATISTIC_PARAMETERS = {
  features: Type.Array(Type.String({ minLength: 1 }), {
    default: ["Count_*", "Median_*"],
    minItems: 1,
    description: "Columns of numbers to use; * stands for any text",
  }),
  controls: Type.Object(
    {
      column: Type.String({ default: "role", description: "Column of the plate map, with or without 'Metadata_'" }),
      negative: Type.String({ default: "negative", description: "Its value in negative controls" }),
      positive: Type.String({ default: "positive", description: "Its value in positive controls" }),
    },
    {
      additionalProperties: false,
      default: { column: "role", negative: "negative", positive: "positive" },
      description: "Which wells are controls",
    },
  ),
} as const;

/** Which wells are controls. */
interface ControlsOption {
  readonly column: string;
  readonly negative: string;
  readonly positive: string;
}

/** The values of {@link STATISTIC_PARAMETERS}. */
export interface StatisticOptions {
  readonly features: readonly string[];
  readonly controls: ControlsOption;
}

/**
 * The wells of a plate as its statistics see them: those that succeeded and that no column `Metadata_Exclude…` of the plate map
 * excludes, by role, and the columns asked for.
 * @throws `INPUT_INVALID` for a table with several rows of a well: repeated measurements are no replicates
 */
export class WellsOfPlate {
  readonly table: Table;
  readonly used: readonly UsedWell[];
  /** The columns that features name. */
  readonly features: readonly string[];
  /** Why no well is known to be a control; null where the table has the column. */
  readonly withoutControls: string | null;

  constructor(inputs: FunctionInputs, { features, controls }: StatisticOptions) {
    this.table = concatTables(tableInput(inputs, "wells").tables);
    this.features = this.table.columns.filter(
      (column) => !column.startsWith("Metadata_") && features.some((pattern) => matches(pattern, column)),
    );
    const well = this.column("Well");
    const wells = new Set(this.table.rows.map((row) => row[well]));
    if (well >= 0 && wells.size < this.table.rows.length)
      throw fail(
        "INPUT_INVALID",
        "Cannot compute statistics of wells: their table has several rows per well, as set by 'per'",
      );
    const status = this.column("Status");
    const role = this.column(controls.column);
    this.withoutControls =
      role < 0 ? `no column '${controls.column}' in the plate map states which wells are controls` : null;
    const exclusions = [...this.table.columns.keys()].filter((i) => EXCLUDE.test(this.table.columns[i] ?? ""));
    this.used = this.table.rows
      .filter((row) => status < 0 || row[status] === "success")
      .filter((row) => !exclusions.some((i) => !NOT_EXCLUDED.test(String(row[i] ?? "").trim())))
      .map((row) => ({ row, role: roleOf(row[role], controls) }));
  }

  /** The place of a column of the plate map, -1 if there is none. */
  column(name: string): number {
    const wanted = name.replace(/^metadata_/i, "").toLowerCase();
    return this.table.columns.findIndex((column) => column.toLowerCase() === `metadata_${wanted}`);
  }

  /** The numbers of a feature in wells of some roles. */
  valuesOf(feature: string, ...roles: readonly WellRole[]): readonly number[] {
    const at = this.table.columns.indexOf(feature);
    const wells = this.used.filter(({ role }) => roles.includes(role));
    return wells.map(({ row }) => row[at]).filter((value) => typeof value === "number");
  }

  /** The table with every feature replaced by its score, all other columns of numbers left out, and a reason for missing ones. */
  scored(scoreOf: (feature: string) => Scores): Table {
    const kept = this.table.columns.flatMap((column, at) => (column.startsWith("Metadata_") ? [at] : []));
    const scores = this.features.map((feature) => {
      return { at: this.table.columns.indexOf(feature), feature, ...scoreOf(feature) };
    });
    const usable = new Set(this.used.map(({ row }) => row));
    const reasons = new Set(scores.flatMap(({ withheld }) => withheld ?? []));
    const reason = reasons.size === 0 ? null : [...reasons].join("; ");
    return {
      columns: [
        ...kept.map((at) => this.table.columns[at] ?? ""),
        "Metadata_Withheld",
        ...scores.map(({ feature }) => feature),
      ],
      rows: this.table.rows.map((row) => [
        ...kept.map((at) => row[at] ?? null),
        reason,
        ...scores.map(({ at, score, withheld }) => {
          const value = row[at];
          return withheld === null && usable.has(row) && typeof value === "number" ? finite(score(value, row)) : null;
        }),
      ]),
    };
  }
}

/** How the values of a feature become scores, or why they do not. */
export interface Scores {
  readonly withheld: string | null;
  readonly score: (value: number, row: readonly Cell[]) => number;
}

/** Scores that are not given, for a reason. */
export function withheld(reason: string): Scores {
  return { withheld: reason, score: () => Number.NaN };
}

/** Missing where it is no number. */
export function finite(value: number): Cell {
  return Number.isFinite(value) ? value : null;
}

function roleOf(cell: Cell | undefined, { negative, positive }: ControlsOption): WellRole {
  const text = String(cell ?? "")
    .trim()
    .toLowerCase();
  if (text === negative.toLowerCase()) return "negative";
  return text === positive.toLowerCase() ? "positive" : "sample";
}

/** Is it a column that a pattern with * for any text names? */
export function matches(pattern: string, column: string): boolean {
  const [first = "", ...others] = pattern.split("*");
  if (others.length === 0) return pattern === column;
  if (!column.startsWith(first)) return false;
  const last = others.pop() ?? "";
  let at = first.length;
  for (const part of others) {
    const found = column.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return column.length - last.length >= at && column.endsWith(last);
}
