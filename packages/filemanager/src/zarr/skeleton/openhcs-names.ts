import type { PlaneGrid } from "../plate/plane-grid.ts";
import { planeName, planesOf } from "../plate/zarr-image.ts";

/**
 * What OpenHCS 0.8 looks up in the attributes of a field's largest array: the name of each plane, as a TIFF beside it
 * would be called, and its indexes along t, c and z. Names are relative, so that a plate may be moved.
 */
export function openHcsNames(field: string, grid: PlaneGrid): Readonly<Record<string, unknown>> {
  const planes = [...planesOf({ axes: AXES, grid: { ...grid, site: null } })].map(
    ({ key, lead }) => [`${planeName(field, key)}.tif`, lead] as const,
  );
  return { polystore_filename_map: Object.fromEntries(planes), polystore_output_paths: planes.map(([name]) => name) };
}

const AXES = ["t", "c", "z", "y", "x"];
