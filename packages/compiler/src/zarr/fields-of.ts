import type { PlaneKey } from "@ohcs/context";
import type { ZarrField } from "../draft/places.ts";

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
