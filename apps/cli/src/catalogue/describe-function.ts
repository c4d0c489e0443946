import type { CatalogueEntry, FunctionDeclaration } from "@ohcs/context";
import type { Style } from "../terminal/terminal.ts";
import { table } from "../views/table.ts";

/** One function for people: what it does, takes, gives, and its parameters with defaults and ranges. */
export function describeFunction({ reference, declaration }: CatalogueEntry, style: Style): string {
  const { name, version, summary, citation } = declaration;
  const { bold, dim } = style.colors;
  const parts = [
    `${bold(name)} ${dim(`${reference.module} ${version}`)}\n${summary}\n`,
    `${dim("takes")}  ${inputsOf(declaration)}\n${dim("gives")}  ${outputsOf(declaration)}\n${placesOf(declaration, style)}`,
    parametersOf(declaration, style),
    citation === "" ? "" : `${dim("after")}  ${citation}\n`,
  ];
  return parts.filter((part) => part !== "").join("\n");
}

function inputsOf({ inputs, contract, over }: FunctionDeclaration): string {
  const stacked = contract === "2d" ? "" : ` (stacked over ${over.join(" or ")})`;
  const texts = Object.entries(inputs).map(([name, { kind, optional }]) =>
    [name === kind ? name : `${name}: ${kind}`, optional ? "?" : ""].join(""),
  );
  return `${texts.join(", ")}${stacked}`;
}

function outputsOf({ returnsImage, outputs }: FunctionDeclaration): string {
  const named = Object.entries(outputs).map(([name, { kind }]) => `${kind}:${name}`);
  return [...(returnsImage ? ["image"] : []), ...named].join(", ");
}

/** Where it can run, where that is not the CPU alone. */
function placesOf({ memory, gpu }: FunctionDeclaration, { colors }: Style): string {
  if (gpu === null) return "";
  const taken = `images of ${gpu.accepts.join(" or ")}`;
  return `${colors.dim("runs")}   ${memory === "cpu" ? "on the CPU, or on a GPU" : "on a GPU alone"} (${taken})\n`;
}

/** The keywords of JSON Schema that our parameters use. */
interface ParameterSchema {
  readonly type?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly description?: string;
  readonly anyOf?: readonly { readonly const?: unknown; readonly type?: string }[];
  readonly "x-ohcs"?: string;
}

function parametersOf({ params }: FunctionDeclaration, style: Style): string {
  const rows = Object.entries(params.properties).map(([name, schema]) => {
    const parameter = schema as ParameterSchema;
    const absent = params.required?.includes(name) ? "required" : "–";
    const usual = parameter.default === undefined ? absent : JSON.stringify(parameter.default);
    return [name, valuesOf(parameter), usual, parameter.description ?? ""];
  });
  const columns = ["parameter", "values", "default", ""].map((title) => ({ title }));
  return rows.length === 0 ? "" : table(columns, rows, style);
}

function valuesOf(schema: ParameterSchema): string {
  const { type = "", minimum, maximum, exclusiveMinimum, anyOf } = schema;
  if (anyOf !== undefined)
    return anyOf.map((one) => (one.const === undefined ? one.type : JSON.stringify(one.const))).join(" | ");
  const low = minimum === undefined ? (exclusiveMinimum === undefined ? "" : `> ${exclusiveMinimum}`) : `≥ ${minimum}`;
  const range = [low, maximum === undefined ? "" : `≤ ${maximum}`].filter((part) => part !== "").join(", ");
  return [schema["x-ohcs"] === undefined ? type : "px or { um }", range].filter((part) => part !== "").join(" ");
}
