import {
  type CallPlan,
  Checkpoint,
  type Dtype,
  type FieldsOf,
  formatPlaneKey,
  type GpuPolicy,
  GroupPlan,
  InputLink,
  type ManifestChannel,
  OutputPlan,
  OutputStore,
  type PlateManifest,
  type ResolvedConfig,
  StepGpu,
  StepPlan,
  type ZarrPlate,
  zarrPlateFromJson,
} from "@ohcs/context";
import { Map as ImmutableMap, List } from "immutable";
import type { MaterializedStep, MaterializedStructure, OutputDraft } from "../draft/materialized-step.ts";
import type { PathPlan, ZarrStore } from "../draft/places.ts";
import type { ArtifactSource } from "../draft/reduction-plan.ts";
import type { ItemGroup } from "../draft/selection.ts";
import { freezeChains } from "./freeze-calls.ts";
import { plainJson } from "./plain-json.ts";

/** The plans that all wells of a structure share. */
export function freezeSteps(structure: MaterializedStructure, surroundings: StepSurroundings): List<StepPlan> {
  return List(structure.steps.map((step) => freezeStep(step, structure, surroundings)));
}

/** Facts about the plate for freezing steps. */
interface StepSurroundings {
  readonly paths: PathPlan;
  readonly storage: ResolvedConfig["zarr"];
  readonly artifacts: ReadonlyMap<string, ArtifactSource>;
  /** The sample type of its images; null where it is not known. */
  readonly dtype: Dtype | null;
  readonly fusion: boolean;
  readonly channels: readonly ManifestChannel[];
  /** Rows and columns of its wells, where it states them. */
  readonly format: PlateManifest["plateFormat"];
}

function freezeStep(
  step: MaterializedStep,
  structure: MaterializedStructure,
  { paths, storage, artifacts, dtype, fusion, channels, format = null }: StepSurroundings,
): StepPlan {
  const { step: resolved, index, stacked, inputs, outputs } = step;
  const { place, spec, onMissing, unlisted, timeoutS, retries } = resolved;
  const func = freezeChains(step, structure.steps, { source: dtype, fusion });
  return new StepPlan({
    stepIndex: index,
    stepName: place.name,
    stepType: "map",
    ...directories(step, structure, paths),
    func,
    ...gpuFields(func, resolved.gpu),
    variableComponents: List(stacked),
    groupBy: spec.groupBy ?? "channel",
    inputs: freezeLinks(
      inputs.map(({ name, source, kind, step: from, output }) => {
        const made = source === "artifact" ? artifacts.get(output ?? "")?.phase : from;
        return [name, { source, kind, step: made ?? null, output }];
      }),
    ),
    groups: freezeGroups(step, structure),
    outputs: freezeOutputs(outputs, (name, plate) => {
      const windows = name === "image" && plate.dtype === dtype ? windowsOf(channels) : {};
      return zarrPlateFromJson(plainJson({ ...plate, format, windows, storage }));
    }),
    dtype: outputs.get("image")?.store?.dtype ?? "native",
    onMissing,
    unlisted,
    timeoutS,
    retries,
  });
}

/** What is shown of the source, for images that keep its sample type: others may have any intensities. */
function windowsOf(channels: readonly ManifestChannel[]): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(channels.flatMap(({ id, window }) => (window ? [[id, [window.start, window.end]]] : [])));
}

/** The GPU settings of a step. */
function gpuFields(
  func: FieldsOf<StepPlan>["func"],
  policy: GpuPolicy,
): Pick<FieldsOf<StepPlan>, "inputMemoryType" | "outputMemoryType" | "gpu"> {
  const chains = func.valueSeq().toArray();
  const memoryOf = (ends: readonly (CallPlan | undefined)[]) =>
    ends.length > 0 && ends.every((call) => call?.memory === "webgpu") ? "webgpu" : "cpu";
  const isUsed = chains.some((calls) => calls.some(({ memory }) => memory === "webgpu"));
  return {
    inputMemoryType: memoryOf(chains.map((calls) => calls.first())),
    outputMemoryType: memoryOf(chains.map((calls) => calls.last())),
    gpu: isUsed ? new StepGpu({ policy }) : null,
  };
}

/** Links by input name. */
export function freezeLinks(
  links: readonly (readonly [string, ConstructorParameters<typeof InputLink>[0]])[],
): ImmutableMap<string, InputLink> {
  return ImmutableMap(links.map(([name, link]) => [name, new InputLink(link)]));
}

/** Outputs by `image` and `kind:name`. */
export function freezeOutputs(
  outputs: ReadonlyMap<string, OutputDraft>,
  plateOf: (name: string, plate: ZarrStore) => ZarrPlate | null = () => null,
): ImmutableMap<string, OutputPlan> {
  return ImmutableMap(
    [...outputs].map(([name, { kind, memoryDir, store, zarr }]) => {
      const plate = zarr && plateOf(name, zarr);
      return [name, new OutputPlan({ kind, memoryDir, store: store && new OutputStore(store), zarr: plate })];
    }),
  );
}

type Directories = Pick<
  FieldsOf<StepPlan>,
  "inputDir" | "outputDir" | "subDir" | "analysisResultsDir" | "readBackend" | "writeBackend" | "materialization"
>;

/** Source and target memory of the step's images, for readers of plans. */
function directories(step: MaterializedStep, { steps }: MaterializedStructure, paths: PathPlan): Directories {
  const main = step.inputs.find(({ name }) => name === "image") ?? step.inputs[0];
  const from = main?.step == null ? undefined : steps[main.step]?.outputs.get(main.output ?? "");
  const image = step.outputs.get("image") ?? [...step.outputs.values()][0];
  const isKept = image?.memoryDir != null;
  const checkpoint = step.step.spec.materialize ? image?.store : null;
  return {
    inputDir: from?.memoryDir ?? "",
    outputDir: (isKept ? image.memoryDir : image?.store?.directory) ?? "",
    subDir: paths.imageDir,
    analysisResultsDir: paths.resultsDir,
    readBackend: from === undefined ? "source" : "intermediate",
    writeBackend: isKept ? "intermediate" : (image?.store?.backend ?? ""),
    materialization: checkpoint
      ? new Checkpoint({ backend: checkpoint.backend, directory: checkpoint.directory })
      : null,
  };
}

/**
 * The groups of a step. Source planes are renumbered to those that any step reads: images first, then filled planes.
 */
function freezeGroups(step: MaterializedStep, { used, filled }: MaterializedStructure): List<GroupPlan> {
  const places = new Map([...used, ...filled].map((index, place) => [index, place]));
  const isSource = new Set(step.inputs.filter(({ source }) => source === "images").map(({ name }) => name));
  const placed = (name: string, indexes: readonly number[]): List<number> =>
    List(isSource.has(name) ? indexes.flatMap((index) => places.get(index) ?? []) : indexes);
  return List(step.groups.map((group) => freezeGroup(group, placed)));
}

function freezeGroup(
  { coordinates, pattern, inputs, pass, images }: ItemGroup,
  placed: (name: string, indexes: readonly number[]) => List<number>,
): GroupPlan {
  return new GroupPlan({
    key: formatPlaneKey(coordinates),
    coordinates: ImmutableMap(Object.entries(coordinates)),
    pattern,
    pass,
    inputs: ImmutableMap([...inputs].map(([name, indexes]) => [name, placed(name, indexes)])),
    images: List(images.map(formatPlaneKey)),
  });
}
