import type { FieldsOf, OutputStore } from "@ohcs/context";
import type { OutputDraft } from "../draft/materialized-step.ts";
import type { PathPlan } from "../draft/places.ts";
import type { Emission } from "../draft/resolved-step.ts";
import type { GroupedStep } from "../draft/selection.ts";
import { stepReturnsImage } from "../functions/chain-image.ts";

/** Facts that determine where the outputs of a step are stored. */
interface OutputSurroundings {
  readonly paths: PathPlan;
  /** Outputs of this step that a later step of the same wells reads. */
  readonly read: ReadonlySet<string>;
  /** Is it the last step that returns an image? */
  readonly isLastImage: boolean;
}

/**
 * Places each output: in the intermediate backend if a later step reads it; durably if it is a table or JSON, an image
 * of the last step that has one, image, labels and named images of a step that requests it, or an image in colours that no step reads.
 * `materialize: false` stores nothing.
 */
export function stepOutputs(grouped: GroupedStep, surroundings: OutputSurroundings): ReadonlyMap<string, OutputDraft> {
  const { step, index, isActive } = grouped;
  if (!isActive) return new Map();
  const { paths, read } = surroundings;
  const memoryDir = paths.steps[index]?.memoryDir ?? "";
  const outputs = step.emissions.map((emission): [string, OutputDraft] => {
    const { name, kind } = emission;
    const dir = read.has(name) ? `${memoryDir}/${name.replace(":", "_")}` : null;
    return [name, { kind, memoryDir: dir, store: namedStore(emission, grouped, surroundings), zarr: null }];
  });
  if (!stepReturnsImage(step)) return new Map(outputs);
  const store = imageStore(grouped, surroundings);
  const image: OutputDraft = { kind: "image", memoryDir: read.has("image") ? memoryDir : null, store, zarr: null };
  return new Map([["image", image], ...outputs]);
}

function imageStore(
  { step, index }: GroupedStep,
  { paths, isLastImage }: OutputSurroundings,
): FieldsOf<OutputStore> | null {
  const { materialize } = step.spec;
  const own = paths.steps[index];
  if (own === undefined || materialize === false || !(isLastImage || materialize)) return null;
  const { imageDir, checkpointDir, place } = own;
  const directory = isLastImage ? imageDir : checkpointDir;
  return {
    backend: place.role,
    directory,
    extension: place.extension,
    name: null,
    byContent: false,
    dtype: null,
    listed: true,
  };
}

function namedStore(
  { name: output, kind, dtype }: Emission,
  { step: { spec }, index }: GroupedStep,
  { paths: { namedDirs, resultsDir, steps }, read }: OutputSurroundings,
): FieldsOf<OutputStore> | null {
  const { materialize = null } = spec;
  const name = output.slice(kind.length + 1);
  const base = { byContent: false, dtype, listed: false };
  if (kind === "table" || kind === "json")
    return materialize === false
      ? null
      : { ...base, backend: "output", directory: resultsDir, extension: kind === "table" ? ".csv" : ".json", name };
  const { role: backend = "", extension = "", layout = "files" } = steps[index]?.labels ?? {};
  // What is only there to be looked at is stored, unless it goes on into another picture.
  const isShown = kind === "rgb" && materialize === null && !read.has(output);
  if (!isShown && (materialize === null || materialize === false)) return null;
  // An array keeps its type when its image is replaced; a file takes the type that holds its numbers.
  const stored = kind === "labels" && layout !== "files" ? "uint32" : dtype;
  const directory = `${namedDirs[kind]}/${name}`;
  return { ...base, backend, directory, extension, name: null, dtype: stored, listed: kind === "image" };
}
