import type { PlaneKey } from "@ohcs/context";
import type { MaterializedStep, OutputDraft } from "../draft/materialized-step.ts";
import type { ImagePlace, ZarrField } from "../draft/places.ts";
import type { TileFacts } from "../draft/selection.ts";

/** Channels of an image in colours: red, green and blue. */
const COLORS = ["1", "2", "3"];

/**
 * The step with its named images in plates of their own, where its images are stored in plates and the size and coordinates of the planes
 * are known before the run; others stay separate files.
 */
export function namedInPlates(step: MaterializedStep, tile: TileFacts | null, place: ImagePlace): MaterializedStep {
  if (tile === null || place.layout !== "ngff") return step;
  const outputs = [...step.outputs].map(([name, output]) => [name, inPlate(step, name, output, tile, place)] as const);
  return { ...step, outputs: new Map(outputs) };
}

function inPlate(
  step: MaterializedStep,
  name: string,
  output: OutputDraft,
  { width, height }: TileFacts,
  { role: backend }: ImagePlace,
): OutputDraft {
  const { kind, store } = output;
  const planes = planesOf(step, name);
  const isImage = name !== "image" && (kind === "image" || kind === "rgb");
  if (!isImage || store === null || store.dtype === null || planes === null) return output;
  const isRgb = kind === "rgb";
  if (isRgb && planes.some(({ channel }) => channel !== undefined)) return output;
  const all = isRgb ? planes.flatMap((key) => COLORS.map((channel) => ({ ...key, channel }))) : planes;
  const path = `${store.directory}.zarr`;
  return {
    ...output,
    store: { ...store, backend, directory: path, extension: "" },
    zarr: { path, width, height, dtype: store.dtype, fields: fieldsOf(all), labels: [], rgb: isRgb },
  };
}

/** The coordinates of the planes, one of each group that makes the output; null where a group may give several. */
function planesOf({ step, groups, stacked }: MaterializedStep, output: string): readonly PlaneKey[] | null {
  const sources = step.emissions.find(({ name }) => name === output)?.sources ?? new Map();
  const isOfStack = [...sources].some(([key, { call }]) => {
    const contract = step.chains.get(key)?.[call]?.declaration.contract;
    return stacked.length > 0 && contract !== "volumeToSlice";
  });
  const made = groups.filter(({ pattern }) => pattern !== null && sources.has(pattern));
  return isOfStack ? null : made.map(({ coordinates }) => coordinates);
}

/** The fields that hold planes at these coordinates, by site; a field has room for missing planes. */
export function fieldsOf(planes: readonly PlaneKey[]): readonly ZarrField[] {
  const sites = distinct(planes.map(({ site }) => site)) ?? [null];
  return sites.map((site) => {
    const own = site === null ? planes : planes.filter((plane) => plane.site === site);
    return {
      site,
      channels: distinct(own.map(({ channel }) => channel)),
      zIndexes: distinct(own.map(({ zIndex }) => zIndex)),
      timepoints: distinct(own.map(({ timepoint }) => timepoint)),
    };
  });
}

/** Values in order of appearance, numbers ascending; null if there are none. */
function distinct<Value extends string | number>(values: readonly (Value | undefined)[]): readonly Value[] | null {
  const found = [...new Set(values.filter((value) => value !== undefined))];
  if (found.length === 0) return null;
  return found.every((value) => typeof value === "number") ? found.toSorted((a, b) => Number(a) - Number(b)) : found;
}
