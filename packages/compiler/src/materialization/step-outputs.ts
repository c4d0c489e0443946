import type { OutputStoreFields } from "@ohcs/context";
import type { GroupedStep } from "../draft/grouped-step.ts";
import type { OutputDraft } from "../draft/materialized-step.ts";
import type { PathPlan } from "../draft/path-plan.ts";
import type { Emission } from "../draft/resolved-step.ts";
import { stepReturnsImage } from "../functions/chain-image.ts";

/** What decides where the outputs of a step go. */
export interface OutputSurroundings {
  readonly paths: PathPlan;
  /** Outputs of this step that a later step of the same wells reads. */
  readonly read: ReadonlySet<string>;
  /** Is it the last step that returns an image? */
  readonly isLastImage: boolean;
}

/**
 * Places each output: in the intermediate backend if a later step reads it; durably if it is a table or JSON, an image
 * of the last step that has one, or image and labels of a step that asks for it. `materialize: false` stores nothing.
 */
export function stepOutputs(grouped: GroupedStep, surroundings: OutputSurroundings): ReadonlyMap<string, OutputDraft> {
  const { step, index, isActive } = grouped;
  if (!isActive) return new Map();
  const { paths, read } = surroundings;
  const memoryDir = paths.steps[index]?.memoryDir ?? "";
  const outputs = step.emissions.map(({ name, kind }): [string, OutputDraft] => {
    const dir = read.has(name) ? `${memoryDir}/${name.replace(":", "_")}` : null;
    return [name, { kind, memoryDir: dir, store: namedStore(name, kind, step.spec.materialize, paths) }];
  });
  if (!stepReturnsImage(step)) return new Map(outputs);
  const store = imageStore(grouped, surroundings);
  return new Map([["image", { kind: "image", memoryDir: read.has("image") ? memoryDir : null, store }], ...outputs]);
}

const DISK = "disk";

function imageStore(
  { step, index }: GroupedStep,
  { paths, isLastImage }: OutputSurroundings,
): OutputStoreFields | null {
  const { materialize } = step.spec;
  if (materialize === false || !(isLastImage || materialize)) return null;
  const directory = isLastImage ? paths.imageDir : (paths.steps[index]?.checkpointDir ?? "");
  const { imageBackend: backend, imageExtension: extension } = paths;
  return { backend, directory, extension, name: null, byContent: false, dtype: null, listed: true };
}

function namedStore(
  output: string,
  kind: Emission["kind"],
  materialize: boolean | undefined,
  { labelsDir, resultsDir }: PathPlan,
): OutputStoreFields | null {
  const name = output.slice(kind.length + 1);
  const base = { backend: DISK, byContent: false, dtype: null, listed: false };
  if (kind !== "labels")
    return materialize === false
      ? null
      : { ...base, directory: resultsDir, extension: kind === "table" ? ".csv" : ".json", name };
  const directory = `${labelsDir}/${name}`;
  return materialize === true ? { ...base, directory, extension: ".tif", name: null, dtype: "uint32" } : null;
}
