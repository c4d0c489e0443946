import type { Catalogue, FunctionCall, InputLinkFields } from "@ohcs/context";
import type { ReductionPlan, ReductionStep } from "../draft/reduction-plan.ts";
import type { ResolvedCall } from "../draft/resolved-step.ts";
import type { Findings } from "../findings/findings.ts";
import { resolveChain } from "../functions/resolve-chain.ts";
import type { StoredOutput } from "./stored-outputs.ts";

/** The name of the built-in last reduction of every run. */
export const FINAL_REDUCTION = "tables";

const FUNCTIONS = "@ohcs/functions";

/** Inputs of the last reduction. */
interface FinalReductionInput {
  readonly catalogue: Catalogue;
  readonly stored: ReadonlyMap<string, StoredOutput>;
  /** Joined to the rows of the wells, if there is one. */
  readonly plateMap: InputLinkFields | null;
  /** Of the last stretch. */
  readonly level: number;
}

/** Merges every stored table over the wells, then summarizes all in `wells`: one row for each selected well. */
export function finalReduction(input: FinalReductionInput, findings: Findings): ReductionPlan {
  const { level } = input;
  const tables = [...input.stored].filter(([, output]) => output.kind === "table" && output.isStored);
  const links = tables.map(([name, { kind, step }]) => {
    return [name.slice("table:".length), { source: "wells", kind, step, output: name } as const] as const;
  });
  const merges = links.length === 0 ? [] : builtIn("mergeTables", input, findings);
  const summary = builtIn("summarizeWells", input, findings);
  return {
    name: FINAL_REDUCTION,
    minWells: 0,
    level,
    steps: [
      ...merges.flatMap((call) => links.map(([table, link]) => mergeStep(call, table, link))),
      ...summary.map((call) => summaryStep(call, new Map([...links, ...mapLink(input)]))),
    ],
  };
}

function mergeStep(call: ResolvedCall, table: string, link: InputLinkFields): ReductionStep {
  const outputs = [{ own: "merged", name: `table:${table}`, kind: "table", file: table, artifact: null }] as const;
  return { name: `merge-${table}`, call, inputs: new Map([["table", link]]), outputs };
}

function summaryStep(call: ResolvedCall, inputs: ReductionStep["inputs"]): ReductionStep {
  return {
    name: "wells",
    call,
    inputs,
    outputs: [{ own: "wells", name: "table:wells", kind: "table", file: "wells", artifact: null }],
  };
}

function mapLink({ plateMap }: FinalReductionInput): readonly (readonly [string, InputLinkFields])[] {
  return plateMap === null ? [] : [["map", plateMap]];
}

function builtIn(name: string, { catalogue }: FinalReductionInput, findings: Findings): readonly ResolvedCall[] {
  const ours = catalogue.entries.find(({ reference }) => reference.module === FUNCTIONS && reference.export === name);
  const call: FunctionCall = { use: ours?.reference ?? name };
  const where = { function: name };
  return resolveChain(call, { catalogue, calibration: { pixelSizeUm: null }, scope: "reduce", where, findings }).calls;
}
