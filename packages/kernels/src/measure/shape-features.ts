import type { Labels } from "../plane.ts";
import { convexHull } from "./convex-hull.ts";
import { eulerNumber } from "./euler-number.ts";
import { type Features, undefinedFeatures } from "./features.ts";
import { feretDiameters } from "./feret-diameters.ts";
import { regionBox } from "./region-box.ts";
import type { RegionPixels } from "./region-pixels.ts";
import { regionRadii } from "./region-radii.ts";
import type { RegionShape } from "./region-shapes.ts";

/** What the numbers of {@link RegionShape} are called; bounding boxes are half-open. */
const OF_SHAPE = {
  Area: ({ area }: RegionShape) => area,
  Center_X: ({ x }: RegionShape) => x,
  Center_Y: ({ y }: RegionShape) => y,
  BoundingBoxMinimum_X: ({ bounds }: RegionShape) => bounds.minX,
  BoundingBoxMinimum_Y: ({ bounds }: RegionShape) => bounds.minY,
  BoundingBoxMaximum_X: ({ bounds }: RegionShape) => bounds.maxX + 1,
  BoundingBoxMaximum_Y: ({ bounds }: RegionShape) => bounds.maxY + 1,
  BoundingBoxArea: boxArea,
  MajorAxisLength: ({ majorAxisLength }: RegionShape) => majorAxisLength,
  MinorAxisLength: ({ minorAxisLength }: RegionShape) => minorAxisLength,
  Eccentricity: ({ eccentricity }: RegionShape) => eccentricity,
  Orientation: ({ orientation }: RegionShape) => (orientation * 180) / Math.PI,
  EquivalentDiameter: ({ equivalentDiameter }: RegionShape) => equivalentDiameter,
  ConvexArea: ({ convexArea }: RegionShape) => convexArea,
  Solidity: ({ solidity }: RegionShape) => solidity,
  Extent: (shape: RegionShape) => shape.area / boxArea(shape),
  Perimeter: ({ perimeter }: RegionShape) => perimeter,
  FormFactor: ({ formFactor }: RegionShape) => formFactor,
  Compactness: ({ area, perimeter }: RegionShape) => (perimeter * perimeter) / (4 * Math.PI * area),
} as const;

/**
 * Size and shape of each region by CellProfiler's names: lengths in px, areas in px², `Orientation` in degrees.
 *
 * Reference: AreaShape of `cp_measure`, equal to 1e-9 (`FormFactor` is 0 where the perimeter is 0, there infinite).
 */
export function shapeFeatures(
  regions: readonly RegionPixels[],
  shapes: readonly RegionShape[],
  labels: Labels,
): Features {
  const names = Object.keys(OF_SHAPE) as (keyof typeof OF_SHAPE)[];
  const ofShape = names.map((name) => [name, Float64Array.from(shapes, OF_SHAPE[name])] as const);
  return { ...Object.fromEntries(ofShape), ...outlineFeatures(regions, labels) };
}

const OF_PIXELS = [
  "EulerNumber",
  "MaximumRadius",
  "MeanRadius",
  "MedianRadius",
  "MinFeretDiameter",
  "MaxFeretDiameter",
] as const;

function outlineFeatures(regions: readonly RegionPixels[], labels: Labels): Features {
  const features = undefinedFeatures(OF_PIXELS, regions.length);
  for (const [i, { pixels }] of regions.entries()) {
    const box = regionBox(pixels, labels.width);
    const radii = regionRadii(box);
    const feret = feretDiameters(convexHull(pixels, labels.width));
    features.EulerNumber[i] = eulerNumber(box);
    features.MaximumRadius[i] = radii.max;
    features.MeanRadius[i] = radii.mean;
    features.MedianRadius[i] = radii.median;
    features.MinFeretDiameter[i] = feret.min;
    features.MaxFeretDiameter[i] = feret.max;
  }
  return features;
}

function boxArea({ bounds }: RegionShape): number {
  return (bounds.maxX - bounds.minX + 1) * (bounds.maxY - bounds.minY + 1);
}
