import type { ResolvedConfig } from "@ohcs/context";
import type { MaterializedSelection, MaterializedStep, MaterializedStructure } from "../draft/materialized-step.ts";
import type { TileFacts } from "../draft/plate-selection.ts";
import { Findings } from "../findings/findings.ts";
import { fieldsOf } from "../zarr/fields-of.ts";
import { labelName, labelsFitting, placedInPlate } from "../zarr/place-labels.ts";

export interface ZarrInput {
  readonly selection: MaterializedSelection;
  readonly config: ResolvedConfig;
}

const BACKENDS = { materializationBackend: ["disk", "zarr"], intermediateBackend: ["memory"] } as const;

/**
 * Pass 9: the OME-NGFF plates whose documents must stand before the first well runs, with size and sample type of their
 * planes. Label images with a plane for each image lie in the same fields. Any other backend is refused.
 */
export function declareZarrStores({ selection, config }: ZarrInput): MaterializedSelection {
  const findings = new Findings();
  expectBackend("materializationBackend", config, findings);
  expectBackend("intermediateBackend", config, findings);
  const { tile } = selection;
  const structures = selection.structures.map((structure) => withStores(structure, tile, findings));
  return { ...selection, structures, findings: findings.all };
}

function withStores(
  structure: MaterializedStructure,
  tile: TileFacts | null,
  findings: Findings,
): MaterializedStructure {
  const keepsSize: boolean[] = [];
  for (const step of structure.steps) keepsSize.push(keepsTheSize(step, keepsSize));
  const last = structure.steps.findLastIndex(isInZarr);
  const images = structure.steps[last];
  const labels = images === undefined ? [] : labelsFitting(structure, images, keepsSize);
  const plate = images?.outputs.get("image")?.store?.directory ?? "";
  const steps = structure.steps.map((step, i) => {
    const outputs = [...step.outputs].map(([name, output]) => {
      return [name, placedInPlate(name, output, { plate, labels })] as const;
    });
    const own = i === last ? labels.map(labelName) : [];
    return declared({ ...step, outputs: new Map(outputs) }, keepsSize[i] === true ? tile : null, own, findings);
  });
  return { ...structure, steps };
}

function isInZarr({ outputs }: MaterializedStep): boolean {
  return outputs.get("image")?.store?.backend === "zarr";
}

/** A step's plate where its images are in one. Samples that no rule gives a type are stored as they are computed. */
function declared(
  step: MaterializedStep,
  tile: TileFacts | null,
  labels: readonly string[],
  findings: Findings,
): MaterializedStep {
  const image = step.outputs.get("image");
  if (image?.store == null || !isInZarr(step)) return step;
  if (tile === null) reportUnknownSize(step, findings);
  const dtype = image.store.dtype ?? "float32";
  const { width, height } = tile ?? { width: 0, height: 0 };
  const fields = fieldsOf(step.groups.flatMap(({ images }) => images));
  const outputs = new Map(step.outputs).set("image", { ...image, store: { ...image.store, dtype } });
  return { ...step, outputs, zarr: { path: image.store.directory, width, height, dtype, fields, labels } };
}

/** Are the planes of a step as large as those of the source? */
function keepsTheSize({ step, inputs }: MaterializedStep, earlier: readonly boolean[]): boolean {
  const calls = [...step.chains.values()].flat();
  return (
    calls.every(({ declaration }) => declaration.geometry === "same") &&
    inputs.every((link) => link.step === null || link.kind === "json" || earlier[link.step] === true)
  );
}

function reportUnknownSize({ step: { place } }: MaterializedStep, findings: Findings): void {
  findings.tally({
    code: "ZARR_SIZE_UNKNOWN",
    message: `Cannot store images of step '${place.name}' as OME-Zarr: expected a size known beforehand, got one that the run decides`,
    where: { step: place },
    expected: "a size known beforehand",
    got: "one that the run decides",
    hint: "Use '--backend disk' for mosaics, and for plates without a readable image header",
    count: 1,
    examples: [],
  });
}

function expectBackend(field: keyof typeof BACKENDS, config: ResolvedConfig, findings: Findings): void {
  const known: readonly string[] = BACKENDS[field];
  const expected = `'${known.join("' or '")}'`;
  const got = `'${config[field]}'`;
  if (known.includes(config[field])) return;
  findings.error({
    code: "BACKEND_UNKNOWN",
    message: `Cannot plan for backend ${got}: expected ${expected} as '${field}'`,
    where: { config: field },
    expected,
    got,
  });
}
