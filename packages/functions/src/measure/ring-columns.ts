import type { Cell } from "@ohcs/context";
import { type RegionIntensity, regionIntensities, ringPixels } from "@ohcs/kernels";
import { planeOf } from "../stack/planes.ts";
import type { Columns, MeasuredImage, MeasuredObjects } from "./measured-objects.ts";

/** A ring around each object: from `inner` to `outer` px outside its border. */
export interface Ring {
  readonly inner: number;
  readonly outer: number;
}

const FEATURES: readonly (readonly [name: string, value: (of: RegionIntensity) => Cell])[] = [
  ["IntegratedIntensity", ({ integratedIntensity }) => integratedIntensity],
  ["MeanIntensity", ({ meanIntensity }) => meanIntensity],
  ["MedianIntensity", ({ medianIntensity }) => medianIntensity],
  ["MinIntensity", ({ minIntensity }) => minIntensity],
  ["MaxIntensity", ({ maxIntensity }) => maxIntensity],
  ["StdIntensity", ({ stdIntensity }) => stdIntensity],
];

/** The intensities of each image in the objects' rings, null of those that have none, and the object's mean by the ring's. */
export function ringColumns(
  { labels, regions, shapes }: MeasuredObjects,
  images: readonly MeasuredImage[],
  ring: Ring,
): Columns {
  const objects = shapes.map(({ bounds }, i) => ({ label: regions[i]?.label ?? 0, bounds }));
  const rings = ringPixels(labels, objects, ring);
  const placeOf = new Map(rings.map(({ label }, i) => [label, i]));
  return images.flatMap(({ name, image }): Columns => {
    const intensities = regionIntensities([...rings, ...regions], planeOf(image).data);
    const ringOf = regions.map(({ label }) => intensities[placeOf.get(label) ?? -1] ?? null);
    const ratios = intensities.slice(rings.length).map((object, i) => ratio(object, ringOf[i] ?? null));
    const columns = FEATURES.map(([feature, featureOf]) => {
      return [`Ring_${feature}_${name}`, ringOf.map((intensity) => intensity && featureOf(intensity))] as const;
    });
    return [...columns, [`Ratio_ObjectToRing_${name}`, ratios]];
  });
}

function ratio(object: RegionIntensity, ring: RegionIntensity | null): Cell {
  return ring === null || ring.meanIntensity === 0 ? null : object.meanIntensity / ring.meanIntensity;
}
