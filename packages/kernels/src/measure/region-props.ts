import { expectSameShape, type Labels, type Plane } from "../plane.ts";
import { type RegionIntensity, regionIntensities } from "./region-intensities.ts";
import { regionPixels } from "./region-pixels.ts";
import { type RegionShape, regionShapes } from "./region-shapes.ts";

/** The measurements of one object; those of intensity are there when an intensity plane was given. */
export type RegionProps<I = Record<never, never>> = { readonly label: number } & RegionShape & I;

/**
 * The size and shape of every object of a label plane, and its intensities in `intensity`, by ascending label.
 *
 * Reference: `skimage.measure.regionprops`; see {@link RegionShape} and {@link RegionIntensity}.
 *
 * @throws KERNEL_MEMORY_EXHAUSTED, PLANE_SHAPE_MISMATCH where the two planes differ in size.
 */
export function regionProps(labels: Labels): RegionProps[];
export function regionProps(labels: Labels, intensity: Plane): RegionProps<RegionIntensity>[];
export function regionProps(labels: Labels, intensity?: Plane): RegionProps[] {
  if (intensity !== undefined) expectSameShape("measure objects", labels, intensity);
  const regions = regionPixels(labels);
  const shapes = regionShapes(regions, labels);
  const intensities = intensity === undefined ? [] : regionIntensities(regions, intensity.data);
  return regions.map(({ label }, i) => ({ label, ...shapes[i]!, ...intensities[i] }));
}
