import {
  type Cell,
  type FieldsOf,
  type InputLink,
  type PlateManifest,
  type PlateMap,
  plateMapOf,
  type ReductionSpec,
  type StepSpec,
} from "@ohcs/context";
import type { SuppliedFacts } from "../draft/reduction-plan.ts";
import type { ResolvedReduction } from "../draft/resolved-step.ts";
import type { Finding, Findings } from "../findings/findings.ts";

/** A column of a plate map that states which wells are controls: `role`, `control_type`, `Metadata_pert_type` … */
const ROLES = /^Metadata_(role|(control|well|pert|sample)[ _]?(type|role)?)$/i;

const NEGATIVE = /^(neg|dmso|vehicle|mock|untreated|scramble|ntc?\b|trt_cp_control|ctl_vehicle|control$)/i;

const POSITIVE = /^pos/i;

const EXPECTED = { SUPPLIED_TABLE_MISSING: "a CSV file", ARTIFACT_UNREADABLE: "JSON or a CSV table" } as const;

type SuppliedLink = FieldsOf<InputLink> & { readonly source: "supplied" };

/** The possible sources of a plate map, and the plate that it must fit. */
interface PlateMapInput {
  readonly reductions: readonly ResolvedReduction[];
  readonly supplied: Readonly<Record<string, SuppliedFacts>>;
  /** Of this run only. */
  readonly plateMap: SuppliedFacts | null;
  readonly manifest: PlateManifest;
}

type MapTable = Extract<SuppliedFacts, { readonly table: unknown }>;

/** The plate map of this run, else the first table that a reduction names `map`; null if it cannot be joined. */
export function plateMapLink(input: PlateMapInput, findings: Findings): FieldsOf<InputLink> | null {
  const { reductions, supplied, plateMap, manifest } = input;
  const written = mapFileIn(reductions.map(({ spec }) => spec));
  const facts = plateMap ?? (written === undefined ? undefined : supplied[written]);
  if (facts === undefined) return null;
  const file = plateMap === null ? (written ?? "") : GIVEN;
  const { link, problem } = suppliedLink(file, facts);
  if (problem !== null && plateMap !== null) findings.error(problem);
  if (link === null) return null;
  if ("table" in facts) return isJoinable(file, facts, manifest, findings) ? link : null;
  reportInvalid(file, { expected: "a table", got: "JSON" }, findings);
  return null;
}

/** Where the columns of a plate map are looked for. */
interface ColumnsInput {
  readonly specs: readonly (StepSpec | ReductionSpec)[];
  readonly supplied?: Readonly<Record<string, SuppliedFacts>>;
  readonly plateMap?: SuppliedFacts;
}

/** The columns of the plate map of {@link plateMapLink}, without `Metadata_` and in lower case; none where it cannot be read. */
export function plateMapColumns({ specs, supplied = {}, plateMap }: ColumnsInput): readonly string[] {
  const facts = plateMap ?? supplied[mapFileIn(specs) ?? ""];
  if (facts === undefined || !("table" in facts)) return [];
  return plateMapOf(facts.table).columns.map((name) => name.replace(/^metadata_/i, "").toLowerCase());
}

function mapFileIn(specs: readonly (StepSpec | ReductionSpec)[]): string | undefined {
  return specs.flatMap((spec) => (spec.kind === "reduce" ? (spec.with?.map ?? []) : []))[0]?.file;
}

function isJoinable(file: string, { table, lines }: MapTable, manifest: PlateManifest, findings: Findings): boolean {
  const map = plateMapOf(table, lines);
  const { wells, problems } = map;
  for (const problem of problems) reportInvalid(file, problem, findings);
  if (problems.length > 0) return false;
  const onPlate = new Set([...manifest.wells, ...(manifest.absentWells ?? [])]);
  const others = [...wells.keys()].filter((well) => !onPlate.has(well));
  if (others.length === wells.size) {
    reportInvalid(file, { expected: "wells of this plate", got: "none of them", examples: others }, findings);
    return false;
  }
  if (others.length > 0) reportOthers(file, others, findings);
  const lacking = lackingControls(map, manifest.wells);
  if (lacking.length > 0) reportControls(file, lacking, findings);
  return true;
}

/** A map that was given with the plate has no file that a pipeline names. */
const GIVEN = "plate map";

function mapNamed(file: string): string {
  return file === GIVEN ? GIVEN : `plate map '${file}'`;
}

function reportControls(file: string, lacking: readonly string[], findings: Findings): void {
  findings.warning({
    code: "PLATE_MAP_CONTROLS_MISSING",
    message: `The ${mapNamed(file)} states roles of wells, but no ${lacking.join(" and no ")} control has images on this plate`,
    where: { file },
    hint: "Statistics against controls need them: check the map, and that it is the one of this plate",
  });
}

type Invalid = Pick<Parameters<Findings["error"]>[0], "hint" | "count" | "examples"> & {
  readonly expected: string;
  readonly got: string;
};

function reportInvalid(file: string, problem: Invalid, findings: Findings): void {
  const message = `Cannot join the ${mapNamed(file)}: expected ${problem.expected}, got ${problem.got}`;
  findings.error({ ...problem, code: "PLATE_MAP_INVALID", message, where: { file } });
}

function reportOthers(file: string, wells: readonly string[], findings: Findings): void {
  findings.warning({
    code: "PLATE_MAP_UNMATCHED",
    message: `Cannot join all of the ${mapNamed(file)}: ${wells.length} of its wells are not on this plate`,
    where: { file },
    expected: "wells of this plate",
    got: `${wells.length} others`,
    hint: "Nothing to do if these wells were not imaged",
    examples: wells,
  });
}

/** The link to a supplied file by its content, or why there is none, reported as `code`. */
export function suppliedLink(
  file: string,
  facts: SuppliedFacts | undefined,
  code: keyof typeof EXPECTED = "SUPPLIED_TABLE_MISSING",
): { readonly link: SuppliedLink; readonly problem: null } | { readonly link: null; readonly problem: Finding } {
  if (facts !== undefined && "sha256" in facts) {
    const kind = "kind" in facts ? facts.kind : "table";
    return { link: { source: "supplied", kind, step: null, output: facts.sha256 }, problem: null };
  }
  const expected = EXPECTED[code];
  return {
    link: null,
    problem: {
      code,
      message: facts?.missing ?? `Cannot read '${file}': expected ${expected}, got nothing`,
      where: { file },
      expected,
      got: null,
      hint: "Check the path: that of --plate-map counts from the current folder, one in a pipeline from the pipeline's file",
    },
  };
}

/**
 * Which controls the wells with images lack: negative ones, and positive ones if the map has any. Empty if the map has no
 * column of roles.
 */
export function lackingControls({ columns, wells }: PlateMap, imaged: readonly string[]): readonly string[] {
  const at = columns.findIndex((name) => ROLES.test(name));
  if (at < 0) return [];
  const isOf = (pattern: RegExp) => (cells: readonly Cell[] | undefined) =>
    pattern.test(String(cells?.[at] ?? "").trim());
  const onPlate = imaged.map((well) => wells.get(well));
  const hasPositive = [...wells.values()].some(isOf(POSITIVE));
  return [
    ...(onPlate.some(isOf(NEGATIVE)) ? [] : ["negative"]),
    ...(hasPositive && !onPlate.some(isOf(POSITIVE)) ? ["positive"] : []),
  ];
}
