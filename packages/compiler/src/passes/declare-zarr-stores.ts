import type { MaterializedSelection, MaterializedStep, MaterializedStructure } from "../draft/materialized-step.ts";
import type { ImagePlace, PathPlan } from "../draft/places.ts";
import type { TileFacts } from "../draft/selection.ts";
import { Findings } from "../findings/findings.ts";
import { labelName, labelsFitting, placedInPlate } from "../zarr/place-labels.ts";
import { fieldsOf, namedInPlates } from "../zarr/place-named.ts";

interface ZarrInput {
  readonly selection: MaterializedSelection;
  readonly paths: Pick<PathPlan, "steps">;
}

/**
 * Pass 10: the OME-NGFF plates whose documents must exist before the first well runs, with size and sample type of
 * their planes. Label images with a plane for each image are stored in the same fields, named images in plates of their own.
 */
export function declareZarrStores({ selection, paths }: ZarrInput): MaterializedSelection {
  const findings = new Findings();
  const places = paths.steps.map(({ place }) => place);
  const ngff = new Set(places.flatMap(({ layout, role }) => (layout === "ngff" ? [role] : [])));
  const { tile } = selection;
  const structures = selection.structures.map((structure) => withStores(structure, { tile, ngff, places }, findings));
  return { ...selection, structures, findings: findings.all };
}

/** Size of planes, roles of backends that store plates, and the place of each step's images. */
interface Declaring {
  readonly tile: TileFacts | null;
  readonly ngff: ReadonlySet<string>;
  readonly places: readonly ImagePlace[];
}

function withStores(
  structure: MaterializedStructure,
  { tile, ngff, places }: Declaring,
  findings: Findings,
): MaterializedStructure {
  const keepsSize: boolean[] = [];
  for (const step of structure.steps) keepsSize.push(keepsTheSize(step, keepsSize));
  const isDeclared = structure.steps.map(({ outputs }) => ngff.has(outputs.get("image")?.store?.backend ?? ""));
  const last = isDeclared.lastIndexOf(true);
  const images = structure.steps[last];
  const labels = images === undefined ? [] : labelsFitting(structure, images, keepsSize);
  const { directory: plate = "", backend = "" } = images?.outputs.get("image")?.store ?? {};
  const steps = structure.steps.map((step, i) => {
    const outputs = [...step.outputs].map(([name, output]) => {
      return [name, placedInPlate(name, output, { plate, backend, labels })] as const;
    });
    const own = i === last ? labels.map(labelName) : [];
    const placed = { ...step, outputs: new Map(outputs) };
    const size = keepsSize[i] === true ? tile : null;
    const place = places[step.index];
    const named = place === undefined ? placed : namedInPlates(placed, size, place);
    return isDeclared[i] === true ? declared(named, size, own, findings) : named;
  });
  return { ...structure, steps };
}

/** A step with the plate that its images are stored in. Samples without a determined type are stored as computed. */
function declared(
  step: MaterializedStep,
  tile: TileFacts | null,
  labels: readonly string[],
  findings: Findings,
): MaterializedStep {
  const image = step.outputs.get("image");
  if (image?.store == null) return step;
  if (tile === null) reportUnknownSize(step, findings);
  const dtype = image.store.dtype ?? "float32";
  const { width, height } = tile ?? { width: 0, height: 0 };
  const fields = fieldsOf(step.groups.flatMap(({ images }) => images));
  const zarr = { path: image.store.directory, width, height, dtype, fields, labels, rgb: false };
  return { ...step, outputs: new Map(step.outputs).set("image", { ...image, store: { ...image.store, dtype }, zarr }) };
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
    message: `Cannot store images of step '${place.name}' as OME-Zarr: their size is not known before the run`,
    where: { step: place },
    expected: "a size known beforehand",
    got: "one that the run decides",
    hint: "Store mosaics, and plates without a readable image header, in a backend of plain files, such as disk",
    count: 1,
    examples: [],
  });
}
