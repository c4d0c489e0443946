import type { FunctionDeclaration, Json, ScoreDeclaration } from "@ohcs/context";
import type { ReductionPlan } from "../draft/reduction-plan.ts";
import type { ResolvedStep } from "../draft/resolved-step.ts";
import { parseSource } from "../pipeline/input-source.ts";

/** A function that made columns of a table. */
export interface TableMaker {
  readonly name: string;
  readonly version: string;
  readonly citation: string;
  /** The columns that it adds to those of its own tables; null where all are its own. */
  readonly adds: readonly string[] | null;
  /** Image in names of columns → the key of its channel, null where it is not one channel. */
  readonly images: Readonly<Record<string, string | null>>;
}

/** What is known of a table before it is made. */
export interface DescribedTable {
  /** The last function first. */
  readonly functions: readonly TableMaker[];
  /** Columns that are described although the table is not read. */
  readonly columns: readonly string[];
  /** Of a table with scores of columns of the wells: which columns, with * for any text, and what the scores are. */
  readonly scores?: ScoreDeclaration & { readonly features: Json };
}

/** The functions that made the columns of a table of the wells: its own, and behind functions that pass columns on those of their tables. */
export function tableMakers(steps: readonly ResolvedStep[], table: string): readonly TableMaker[] {
  const at = steps.findIndex(({ emissions }) => emissions.some(({ name }) => name === table));
  const step = steps[at];
  if (step === undefined) return [];
  const sources = step.emissions.find(({ name }) => name === table)?.sources ?? new Map();
  const images = imagesOf(step);
  const own = [...sources].flatMap(([key, { call, output }]) => {
    const declaration = step.chains.get(key)?.[call]?.declaration;
    return declaration === undefined ? [] : [makerOf(declaration, output, images)];
  });
  const passed = own.some(({ adds }) => adds !== null) ? tablesRead(step) : [];
  const makers = [...own, ...passed.flatMap((name) => tableMakers(steps.slice(0, at), name))];
  return makers.filter(({ name }, i) => makers.findIndex((one) => one.name === name) === i);
}

export function makerOf(
  { name, version, citation, inputs, outputs }: FunctionDeclaration,
  output: string,
  images: TableMaker["images"] = {},
): TableMaker {
  const takesTables = Object.values(inputs).some(({ kind }) => kind === "table");
  return { name, version, citation, adds: takesTables ? (outputs[output]?.columns ?? null) : null, images };
}

/** The tables of the user's reductions, with the columns that their functions declare. */
export function tablesOfReductions(plans: readonly ReductionPlan[]): Readonly<Record<string, DescribedTable>> {
  const tables = plans.flatMap(({ steps }) =>
    steps.flatMap(({ call: { declaration, parameters }, outputs }) =>
      outputs.flatMap(({ own, kind, file }) => {
        const columns = (declaration.outputs[own]?.columns ?? []).filter((name) => !name.endsWith("*"));
        const scores = declaration.outputs[own]?.scores;
        const known = {
          functions: [{ ...makerOf(declaration, own), adds: null }],
          columns,
          ...(scores && { scores: { ...scores, features: parameters.features ?? [] } }),
        };
        return kind === "table" && file !== null ? [[file, known] as const] : [];
      }),
    ),
  );
  return Object.fromEntries(tables);
}

function inputsOf({ spec }: ResolvedStep) {
  return Object.entries(spec.inputs ?? {}).flatMap(([name, source]) => {
    const parsed = parseSource(source);
    return parsed === null ? [] : [{ ...parsed, input: name }];
  });
}

function tablesRead(step: ResolvedStep): readonly string[] {
  return inputsOf(step).flatMap(({ from, text }) => (from === "table" ? [text] : []));
}

function imagesOf(step: ResolvedStep): TableMaker["images"] {
  const images = inputsOf(step).filter(({ from }) => ["previous", "pipelineStart", "step"].includes(from));
  return Object.fromEntries(images.map(({ input, channel }) => [input, channel]));
}
