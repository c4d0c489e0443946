import { formatPlaneKey } from "@ohcs/context";
import type { MaterializedStep, MaterializedStructure, OutputDraft } from "../draft/materialized-step.ts";

/**
 * The names of the stored label images of a structure that fit into the fields of `images`: one plane for each of
 * theirs, for any channel, of the same size. Others stay separate files.
 */
export function labelsFitting(
  { steps }: MaterializedStructure,
  images: MaterializedStep,
  keepsSize: readonly boolean[],
): readonly string[] {
  const wanted = keysOf(images.groups.flatMap((group) => group.images.map(({ channel: _, ...key }) => key)));
  return steps.flatMap((step, i) =>
    [...step.outputs]
      .filter(([, output]) => isLoose(output) && keepsSize[i] === true && step.stacked.length === 0)
      .filter(() => keysOf(step.groups.map(({ coordinates }) => coordinates)) === wanted)
      .map(([name]) => name),
  );
}

/** A plate and the label images that are stored in it. */
interface LabelPlace {
  /** Its directory, and the backend that holds it. */
  readonly plate: string;
  readonly backend: string;
  readonly labels: readonly string[];
}

/** The output, stored in the label images of a plate if it is one of `labels`: arrays whose type is declared before numbers are known. */
export function placedInPlate(name: string, output: OutputDraft, { plate, backend, labels }: LabelPlace): OutputDraft {
  if (output.store === null || !labels.includes(name)) return output;
  const directory = `${plate}/labels/${labelName(name)}`;
  return { ...output, store: { ...output.store, backend, directory, extension: "", dtype: "uint32" } };
}

/** `labels:nuclei` → `nuclei` */
export function labelName(output: string): string {
  return output.slice("labels:".length);
}

/** Label images that have no place yet, whose step did not choose one. */
function isLoose({ kind, store }: OutputDraft): boolean {
  return kind === "labels" && store?.backend === "labels";
}

function keysOf(keys: readonly Parameters<typeof formatPlaneKey>[0][]): string {
  return [...new Set(keys.map(formatPlaneKey))].toSorted().join(" ");
}
