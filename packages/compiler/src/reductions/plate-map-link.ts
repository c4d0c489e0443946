import {
  type FieldsOf,
  type InputLink,
  type PlateManifest,
  plateMapOf,
  type ReductionSpec,
  type StepSpec,
} from "@ohcs/context";
import type { SuppliedFacts } from "../draft/reduction-plan.ts";
import type { ResolvedReduction } from "../draft/resolved-step.ts";
import type { Findings } from "../findings/findings.ts";
import { lackingControls } from "./lacking-controls.ts";
import { suppliedLink } from "./supplied-link.ts";

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
  const file = plateMap === null ? (written ?? "") : "plate map";
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

function reportControls(file: string, lacking: readonly string[], findings: Findings): void {
  findings.warning({
    code: "PLATE_MAP_CONTROLS_MISSING",
    message: `Plate map '${file}' states roles of wells, but no ${lacking.join(" and no ")} control has images on this plate`,
    where: { file },
    hint: "Statistics against controls need them: check the map, and that it is the one of this plate",
  });
}

type Invalid = Pick<Parameters<Findings["error"]>[0], "hint" | "count" | "examples"> & {
  readonly expected: string;
  readonly got: string;
};

function reportInvalid(file: string, problem: Invalid, findings: Findings): void {
  const message = `Cannot join plate map '${file}': expected ${problem.expected}, got ${problem.got}`;
  findings.error({ ...problem, code: "PLATE_MAP_INVALID", message, where: { file } });
}

function reportOthers(file: string, wells: readonly string[], findings: Findings): void {
  findings.warning({
    code: "PLATE_MAP_UNMATCHED",
    message: `Cannot join all of plate map '${file}': ${wells.length} of its wells are not on this plate`,
    where: { file },
    expected: "wells of this plate",
    got: `${wells.length} others`,
    hint: "Nothing to do if these wells were not imaged",
    examples: wells,
  });
}
