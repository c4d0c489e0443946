import {
  COMPONENTS,
  type Component,
  type DiagnosticPlace,
  type ReductionSpec,
  ROW_COMPONENTS,
  type RowComponent,
  type StepSpec,
  Type,
} from "@ohcs/context";
import { type Findings, nearestName } from "../findings/findings.ts";
import { checkValue } from "../schema/check-value.ts";
import { isMembers, type SchemaNode } from "../schema/schema-node.ts";
import type { SchemaProblem } from "../schema/schema-problem.ts";
import { callSchema, pipelineSchema, reductionSettings, stepSettings } from "./pipeline-schema.ts";

const strict = { additionalProperties: false } as const;
const stepShape: SchemaNode = Type.Object({ ...stepSettings, func: Type.Unknown() }, strict);
const reductionShape: SchemaNode = Type.Object({ ...reductionSettings, func: Type.Unknown() }, strict);
const head: SchemaNode = Type.Object(
  { ...pipelineSchema.properties, steps: Type.Array(Type.Unknown(), { minItems: 1 }) },
  strict,
);
const calls: SchemaNode = Type.Array(callSchema, { minItems: 1 });

/** The part of a pipeline that can be compiled further. */
interface CheckedPipeline {
  readonly name: string;
  /** Empty if it is not a list of components. */
  readonly sequentialComponents: readonly Component[];
  /** Null where it states none. */
  readonly per: readonly RowComponent[] | null;
  /** Entries with their index as written; invalid settings are dropped. */
  readonly entries: readonly { readonly index: number; readonly spec: StepSpec | ReductionSpec }[];
  /** Names of entries that cannot be used at all. */
  readonly broken: readonly string[];
}

/**
 * Checks the shape of a pipeline from any source, and reports every mismatch with its path. The usable part is still
 * returned, so that one compilation finds the other problems too.
 */
export function checkPipeline(pipeline: unknown, findings: Findings): CheckedPipeline {
  for (const problem of checkValue(head, pipeline)) report(findings, problem, {}, []);
  const { name, steps, per, sequentialComponents: sequential } = isMembers(pipeline) ? pipeline : {};
  const checked = (Array.isArray(steps) ? steps : []).map((entry, index) => checkEntry(entry, index, findings));
  return {
    name: typeof name === "string" ? name : "",
    sequentialComponents: !Array.isArray(sequential) ? [] : sequential.filter(isComponent),
    per: !Array.isArray(per) ? null : per.filter(isRowComponent),
    entries: checked.flatMap(({ index, spec }) => (spec === null ? [] : [{ index, spec }])),
    broken: checked.flatMap(({ name: own, spec }) => (spec === null ? [own] : [])),
  };
}

function isComponent(value: unknown): value is Component {
  return (COMPONENTS as readonly unknown[]).includes(value);
}

function isRowComponent(value: unknown): value is RowComponent {
  return (ROW_COMPONENTS as readonly unknown[]).includes(value);
}

function checkEntry(entry: unknown, index: number, findings: Findings) {
  const isReduction = isMembers(entry) && entry.kind === "reduce";
  const name = isMembers(entry) && typeof entry.name === "string" ? entry.name : "";
  const problems = [...checkValue(isReduction ? reductionShape : stepShape, entry), ...checkFunc(entry, isReduction)];
  for (const problem of problems) report(findings, problem, { step: { index, name } }, ["steps", index]);
  const wrong = new Set(problems.map(({ path }) => String(path[0] ?? "")));
  const isBroken = !isMembers(entry) || wrong.has("name") || wrong.has("func") || wrong.has("from");
  return { index, name, spec: isBroken ? null : withoutMembers(entry, wrong) };
}

function withoutMembers(
  entry: Readonly<Record<string, unknown>>,
  names: ReadonlySet<string>,
): StepSpec | ReductionSpec {
  const usable = Object.entries(entry).filter(([name, value]) => !names.has(name) && value !== undefined);
  return Object.fromEntries(usable) as unknown as StepSpec | ReductionSpec;
}

function checkFunc(entry: unknown, isReduction: boolean): readonly SchemaProblem[] {
  if (!isMembers(entry) || entry.func === undefined) return [];
  const { func } = entry;
  if (isReduction || Array.isArray(func) || !isMembers(func) || "use" in func) return checkChain(func, ["func"]);
  const keys = Object.keys(func);
  return keys.length === 0
    ? [{ path: ["func"], reason: "invalid", expected: "a call, a chain or a dictionary", got: "{}", known: [] }]
    : keys.flatMap((key) => checkChain(func[key], ["func", key]));
}

function checkChain(chain: unknown, path: SchemaProblem["path"]): readonly SchemaProblem[] {
  return checkValue(Array.isArray(chain) ? calls : callSchema, chain, path);
}

function report(findings: Findings, problem: SchemaProblem, where: DiagnosticPlace, at: SchemaProblem["path"]): void {
  const path = [...at, ...problem.path];
  const { expected, got, known } = problem;
  const near = problem.reason === "unknown" ? nearestName(String(path.at(-1)), known) : null;
  findings.error({
    code: "PIPELINE_INVALID",
    message: `Cannot read '${formatPath(path)}' of the pipeline: expected ${expected}, got ${got}`,
    where: { ...where, parameter: formatPath(problem.path) },
    expected,
    got,
    hint: near === null ? quoteHint(problem) : `Did you mean '${near}'?`,
  });
}

function quoteHint({ expected, got }: SchemaProblem): string | null {
  return expected.includes("a text") && /^-?\d/.test(got) ? `Write it in quotes: "${got}"` : null;
}

/** `steps[1].func["2"].use`, in the usual notation; `pipeline` for the whole. */
function formatPath(path: SchemaProblem["path"]): string {
  const text = path
    .map((part) => {
      if (typeof part === "number") return `[${part}]`;
      return /^[A-Za-z_$][\w$]*$/.test(part) ? `.${part}` : `[${JSON.stringify(part)}]`;
    })
    .join("");
  return text === "" ? "pipeline" : text.replace(/^\./, "");
}
