import {
  CompiledPlate,
  ContextDraft,
  compareWellIds,
  type FieldsOf,
  fingerprintOf,
  freezeValue,
  type GpuAdapter,
  GpuAssignment,
  ImageReference,
  Phase,
  type PlateManifest,
  type ProcessingContext,
  plateFactsFromJson,
  type ResolvedConfig,
  type SourceImage,
} from "@ohcs/context";
import { Map as ImmutableMap, List } from "immutable";
import type { MaterializedSelection, MaterializedStructure, Stretch } from "../draft/materialized-step.ts";
import type { BackendPlan, PathPlan } from "../draft/places.ts";
import type { ArtifactSource, ReductionPlan } from "../draft/reduction-plan.ts";
import type { PlateSelection } from "../draft/selection.ts";
import { templateFingerprint, wellFingerprint } from "../freezing/fingerprints.ts";
import { freezeBackends, rolesStored } from "../freezing/freeze-backends.ts";
import { freezeSteps } from "../freezing/freeze-steps.ts";
import { plainJson } from "../freezing/plain-json.ts";
import { reductionPhase } from "../freezing/reduction-phase.ts";
import { relevantConfig } from "../freezing/relevant-config.ts";
import { FINAL_REDUCTION } from "../reductions/final-reduction.ts";

interface FreezeInput {
  readonly name: string;
  readonly manifest: PlateManifest;
  readonly config: ResolvedConfig;
  readonly selection: MaterializedSelection;
  readonly stretches: readonly Stretch[];
  readonly reductions: readonly ReductionPlan[];
  readonly artifacts: ReadonlyMap<string, ArtifactSource>;
  readonly paths: PathPlan;
  readonly backends: BackendPlan;
}

type Shared = Pick<FieldsOf<ProcessingContext>, "plateId" | "plate" | "config">;

/** Pass 14: the contexts of all wells and reductions, in the order of their phases, and the plate around them. */
export function freezePlate(input: FreezeInput): CompiledPlate {
  const { name, manifest, config, selection, stretches, reductions, paths, backends } = input;
  const shared: Shared = {
    plateId: manifest.plateId,
    plate: plateFacts(manifest, selection),
    config: relevantConfig(config),
  };
  const { wells, population, absent } = selection;
  const phases: Phase[] = [];
  const fingerprints: string[] = [];
  for (const { level, structures } of stretches) {
    const isFeeding = reductions.some((plan) => plan.level >= level && plan.name !== FINAL_REDUCTION);
    const contexts = wellContexts(input, structures, { level, wells: isFeeding ? population : wells }, shared);
    phases.push(new Phase({ index: phases.length, name: stretchName(level), kind: "map", contexts: List(contexts) }));
    fingerprints.push(...contexts.map(({ fingerprint }) => fingerprint));
    const before = fingerprintOf(fingerprints);
    for (const plan of reductions.filter((one) => one.level === level)) {
      const own = {
        ...shared,
        backends: freezeBackends(backends, ["intermediate", "output"]),
        wells: List(inPlateOrder(plan.name === FINAL_REDUCTION ? wells : population, absent)),
      };
      phases.push(reductionPhase(plan, phases.length, { axis: "plate", shared: own, paths, before }));
    }
  }
  const reduced = phases.flatMap(({ kind, contexts }) => (kind === "reduce" ? contexts.toArray() : []));
  const fingerprint = fingerprintOf([fingerprintOf(fingerprints), ...reduced.map((context) => context.fingerprint)]);
  return new CompiledPlate({
    plateId: manifest.plateId,
    pipelineName: name,
    wells: List(wells),
    phases: List(phases),
    fingerprint,
  });
}

/** A well without an image is not run, but reductions include it. */
function inPlateOrder(wells: readonly string[], absent: readonly string[]): readonly string[] {
  return absent.length === 0 ? wells : [...wells, ...absent].toSorted(compareWellIds);
}

/** `wells`, and `wells-2`, `wells-3` after the first and second barrier. */
function stretchName(level: number): string {
  return level === 0 ? "wells" : `wells-${level + 1}`;
}

/** Wells in plate order, each with the plans of its structure. */
function wellContexts(
  { config, manifest, selection, paths, artifacts, backends: planned }: FreezeInput,
  structures: Stretch["structures"],
  { level: phase, wells }: { readonly level: number; readonly wells: readonly string[] },
  shared: Shared,
): readonly ProcessingContext[] {
  const outputs = structures.flatMap(({ steps }) => steps.flatMap((step) => [...step.outputs.values()]));
  const backends = freezeBackends(planned, ["source", "intermediate", "output", ...rolesStored(outputs)]);
  const dtype = selection.tile?.dtype ?? null;
  const { zarr: storage, fusion } = config;
  const { channels, plateFormat: format } = manifest;
  const surroundings = { paths, storage, artifacts, dtype, fusion, channels, format };
  const byWell = new Map<string, ProcessingContext>();
  for (const structure of structures) {
    const common = {
      ...shared,
      backends,
      phase,
      layout: layoutOf(structure),
      stepPlans: freezeSteps(structure, surroundings),
    };
    const template = templateFingerprint(common);
    const gpu = gpuFor(structure);
    for (const { well, images } of structure.wells) {
      const used = structure.used.flatMap((index) => images[index] ?? []);
      const references = List(used.map(referenceTo));
      const fingerprint = wellFingerprint(template, { well, images: used }, references);
      byWell.set(
        well,
        new ContextDraft({
          ...common,
          axis: "well",
          axisId: well,
          images: references,
          gpu: gpu(well),
          fingerprint,
        }).freeze(),
      );
    }
  }
  return wells.flatMap((well) => byWell.get(well) ?? []);
}

/** The GPU of each well of a structure, one record for all that share it; null if no call computes on one. */
function gpuFor({ steps, adapters }: MaterializedStructure): (well: string) => FieldsOf<ProcessingContext>["gpu"] {
  const choices = steps
    .flatMap((step) => [...step.choices.values()].flat())
    .filter(({ memory }) => memory === "webgpu");
  const peakBytes = Math.max(0, ...choices.map((choice) => choice.peakBytes));
  const frozen = new Map<GpuAdapter, FieldsOf<ProcessingContext>["gpu"]>();
  return (well) => {
    const adapter = choices.length === 0 ? undefined : adapters.get(well);
    if (adapter === undefined) return null;
    const { id, name } = adapter;
    const made = frozen.get(adapter) ?? new GpuAssignment({ adapter: id, name, peakBytes });
    frozen.set(adapter, made);
    return made;
  };
}

/** Of the images that steps read, and after them of the missing planes that they fill. */
function layoutOf({ layout, missing, used, filled }: MaterializedStructure): FieldsOf<ProcessingContext>["layout"] {
  const sources = [...layout, ...missing];
  const planes = [...used, ...filled].flatMap((index) => sources[index] ?? []);
  return freezeValue(List(planes.map((plane) => ImmutableMap(Object.entries(plane)))), "layout");
}

function referenceTo({ path, page, sample, position }: SourceImage): ImageReference {
  return new ImageReference({
    path,
    page,
    sample: sample ?? null,
    xUm: position?.xUm ?? null,
    yUm: position?.yUm ?? null,
  });
}

function plateFacts(manifest: PlateManifest, { tile }: Pick<PlateSelection, "tile">) {
  const { handler, handlerSource, calibration, grid, plateFormat: format = null, acquisition = null } = manifest;
  // Wavelengths and exposures are no facts that results depend on.
  const channels = manifest.channels.map(({ id, name, color = null }) => ({ id, name, color }));
  const facts = {
    handler,
    ...(handlerSource && { handlerSource }),
    calibration,
    channels,
    grid,
    format,
    acquisition,
    tile,
  };
  return plateFactsFromJson(plainJson(facts));
}
