import type {
  Catalogue,
  Chain,
  Component,
  Diagnostic,
  PipelineSpec,
  PlateManifest,
  ReductionSpec,
  ResolvedConfig,
  RowComponent,
  StepSpec,
} from "@ohcs/context";
import { assignRoles } from "../channels/assign-roles.ts";
import { resolveRoles, rolesUsed } from "../channels/resolve-roles.ts";
import type { ConfigLayer } from "../config/config-source.ts";
import type { SuppliedFacts } from "../draft/reduction-plan.ts";
import { ANY_KEY, type ResolvedReduction, type ResolvedStep, type StepPlace } from "../draft/resolved-step.ts";
import { channelKey } from "../filters/filter-channels.ts";
import { Findings } from "../findings/findings.ts";
import { duplicateOutput, matchEmits } from "../functions/match-emits.ts";
import { type ChainSurroundings, resolveChain } from "../functions/resolve-chain.ts";
import { checkPipeline } from "../pipeline/check-pipeline.ts";
import { matchReductionEmits } from "../reductions/match-reduction-emits.ts";
import { plateMapColumns } from "../reductions/plate-map-link.ts";

export interface ResolveInput {
  readonly pipeline: PipelineSpec;
  readonly manifest: Pick<PlateManifest, "calibration" | "channels">;
  readonly catalogue: Catalogue;
  readonly config: ResolvedConfig;
  /** Overrides the settings of steps. */
  readonly overrides?: ConfigLayer;
  readonly supplied?: Readonly<Record<string, SuppliedFacts>>;
  readonly plateMap?: SuppliedFacts;
}

/** The pipeline with every function found, every parameter complete, every setting inherited. */
export interface ResolvedPipeline {
  readonly name: string;
  readonly sequentialComponents: readonly Component[];
  /** Components whose values have rows of their own in the table of wells. */
  readonly per: readonly RowComponent[];
  /** Enabled steps and reductions in the order of the pipeline. */
  readonly entries: readonly (ResolvedStep | ResolvedReduction)[];
  /** Names of steps that are written but disabled, or that cannot be compiled at all. */
  readonly absent: { readonly disabled: readonly string[]; readonly broken: readonly string[] };
  readonly findings: readonly Diagnostic[];
}

/** Pass 1: checks the pipeline's shape, finds the channels of roles, looks functions up, completes parameters and settings. */
export function resolveSteps(input: ResolveInput): ResolvedPipeline {
  const findings = new Findings();
  const { name, entries: written, broken, sequentialComponents, ...own } = checkPipeline(input.pipeline, findings);
  const per = input.overrides?.per ?? own.per ?? input.config.per;
  const specs = written.map(({ spec }) => spec);
  const used = rolesUsed(specs);
  const roles = assignRoles(used, input.manifest.channels, input.config.channelRoles, findings);
  const columns = per.length > 0 ? [] : plateMapColumns({ ...input, specs });
  const resolved = written.map(({ index, spec }) =>
    lacksColumns(spec, columns)
      ? null
      : resolveEntry(resolveRoles(spec, roles), { index, name: spec.name }, input, findings),
  );
  const entries = resolved.flatMap((entry) => (entry === null ? [] : [entry]));
  const enabled = new Set(entries.map(({ place }) => place.index));
  const disabled = written.flatMap(({ index, spec }) => (enabled.has(index) ? [] : [spec.name]));
  reportDuplicateNames(entries, findings);
  reportDuplicateOutputs(entries, findings);
  return { name, sequentialComponents, per, entries, absent: { disabled, broken }, findings: findings.all };
}

/** Is it a reduction that needs a column of the plate map that is not there? */
function lacksColumns(spec: StepSpec | ReductionSpec, columns: readonly string[]): boolean {
  return spec.kind === "reduce" && (spec.needs ?? []).some((name) => !columns.includes(name.toLowerCase()));
}

function resolveEntry(spec: StepSpec | ReductionSpec, place: StepPlace, input: ResolveInput, findings: Findings) {
  if (spec.enabled === false) return null;
  return spec.kind === "reduce"
    ? resolveReduction(spec, place, input, findings)
    : resolveStep(spec, place, input, findings);
}

/** A step whose calls are all disabled is disabled itself. */
function resolveStep(spec: StepSpec, place: StepPlace, input: ResolveInput, findings: Findings): ResolvedStep | null {
  const { config, overrides } = input;
  const said = { ...spec, ...overrides };
  const surroundings = surroundingsOf(place, "well", input, findings);
  const isDictionary = !Array.isArray(spec.func) && !("use" in spec.func);
  const patterns = isDictionary
    ? Object.entries(spec.func as Record<string, Chain>)
    : [[ANY_KEY, spec.func as Chain] as const];
  const chains = patterns.map(([key, chain]) => [keyOf(key, spec, input), resolveChain(chain, surroundings)] as const);
  const isComplete = chains.every(([, chain]) => chain.isComplete);
  const calls = new Map(chains.map(([key, chain]) => [key, chain.calls]));
  if (isComplete && chains.every(([, chain]) => chain.calls.length === 0)) return null;
  return {
    place,
    spec,
    chains: calls,
    isDictionary,
    emissions: matchEmits(spec, calls, isComplete, place, findings),
    isComplete,
    onMissing: said.onMissing ?? config.onMissing,
    unlisted: spec.unlisted ?? "error",
    gpu: said.gpu ?? config.gpu,
    timeoutS: said.timeoutS ?? null,
    retries: said.retries ?? config.retries,
  };
}

function resolveReduction(spec: ReductionSpec, place: StepPlace, input: ResolveInput, findings: Findings) {
  const surroundings = surroundingsOf(place, "reduce", input, findings);
  // Plates may differ in it, but share one reduction.
  const calibration = spec.axis === "batch" ? { pixelSizeUm: null } : surroundings.calibration;
  const { calls, isComplete } = resolveChain(spec.func, { ...surroundings, calibration });
  if (isComplete && calls.length === 0) return null;
  return { place, spec, calls, emitted: matchReductionEmits(spec, calls, isComplete, place, findings), isComplete };
}

function surroundingsOf(
  place: StepPlace,
  scope: ChainSurroundings["scope"],
  { catalogue, manifest: { calibration } }: ResolveInput,
  findings: Findings,
): ChainSurroundings {
  return { catalogue, calibration, scope, where: { step: place }, findings };
}

/** Channels may be named in a dictionary as the microscope names them. */
function keyOf(key: string, { func, groupBy = "channel" }: StepSpec, { manifest }: ResolveInput): string {
  const id = groupBy === "channel" ? channelKey(manifest.channels, key) : key;
  return id === null || Object.hasOwn(func, id) ? key : id;
}

function reportDuplicateNames(entries: ResolvedPipeline["entries"], findings: Findings): void {
  const seen = new Map<string, StepPlace>();
  for (const { place } of entries) {
    const first = seen.get(place.name) ?? place;
    seen.set(place.name, first);
    if (first === place) continue;
    findings.error({
      code: "STEP_NAME_DUPLICATE",
      message: `Cannot name a step '${place.name}': step ${first.index} has the same name`,
      where: { step: place },
      expected: "a name of its own",
      got: `'${place.name}'`,
      hint: "Later steps link to earlier ones by name",
    });
  }
}

function reportDuplicateOutputs(entries: ResolvedPipeline["entries"], findings: Findings): void {
  const seen = new Map<string, StepPlace>();
  for (const entry of entries) {
    for (const { name } of "emissions" in entry ? entry.emissions : []) {
      const first = seen.get(name) ?? entry.place;
      seen.set(name, first);
      if (first !== entry.place) findings.error(duplicateOutput(name, entry.place, `step '${first.name}'`));
    }
  }
}
