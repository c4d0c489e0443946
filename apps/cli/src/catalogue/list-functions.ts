import { type CatalogueEntry, catalogueOf, type FunctionDeclaration } from "@ohcs/context";
import * as ownFunctions from "@ohcs/functions";
import { didYouMean } from "ohcs/modules";
import { fail } from "../errors.ts";
import { EXIT, type Outcome } from "../program/session.ts";
import { table } from "../views/table.ts";
import { describeFunction } from "./describe-function.ts";

/** The catalogue, or one function with its parameters. @throws `FUNCTION_NAME_UNKNOWN` */
export async function listFunctions(name: string | undefined): Promise<Outcome> {
  const { entries } = catalogueOf({ "@ohcs/functions": { ...ownFunctions } });
  return name === undefined ? allFunctions(entries) : oneFunction(name, entries);
}

function allFunctions(entries: readonly CatalogueEntry[]): Outcome {
  const rows = entries.map(({ declaration }) => [declaration.name, takes(declaration), declaration.summary]);
  return {
    exitCode: EXIT.success,
    json: { functions: entries },
    text: (style) => table([{ title: "function" }, { title: "takes" }, { title: "" }], rows, style),
  };
}

/** What it is called with, and a mark where it can run on a GPU. */
function takes(declaration: FunctionDeclaration): string {
  return `${stacking(declaration)}${declaration.gpu === null ? "" : " (GPU)"}`;
}

function stacking({ scope, contract, over }: FunctionDeclaration): string {
  if (scope === "reduce") return "plate";
  return contract === "2d" ? "plane" : `stack over ${over.join(" or ")}`;
}

function oneFunction(name: string, entries: readonly CatalogueEntry[]): Outcome {
  const entry = entries.find(({ declaration }) => declaration.name === name);
  if (entry === undefined) throw unknown(name, entries);
  return { exitCode: EXIT.success, json: entry, text: (style) => describeFunction(entry, style) };
}

function unknown(name: string, entries: readonly CatalogueEntry[]): Error {
  const known = entries.map(({ declaration }) => declaration.name);
  const message = `Cannot find function: expected one of the catalogue, got '${name}'`;
  return fail("FUNCTION_NAME_UNKNOWN", message, {
    details: { name, known },
    remedy: didYouMean(name, known) ?? "'ohcs functions' lists them.",
  });
}
