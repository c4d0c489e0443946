import type { Labels } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { columnsOf, type Features } from "./features.ts";
import type { RegionPixels } from "./region-pixels.ts";
import type { RegionShape } from "./region-shapes.ts";
import { storeRegions } from "./stored-regions.ts";

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
  return { ...Object.fromEntries(ofShape), ...outlineFeatures(regions, shapes, labels) };
}

// In the order of `assembly/outline.ts`.
const OF_PIXELS = [
  "EulerNumber",
  "MaximumRadius",
  "MeanRadius",
  "MedianRadius",
  "MinFeretDiameter",
  "MaxFeretDiameter",
] as const;

function outlineFeatures(
  regions: readonly RegionPixels[],
  shapes: readonly RegionShape[],
  { width }: Labels,
): Features {
  return inArena((kernels, arena) => {
    const { pixels, ends } = storeRegions(arena, regions);
    const sides = shapes.map(({ bounds }) => [bounds.maxX - bounds.minX + 3, bounds.maxY - bounds.minY + 3] as const);
    const most = (of: (across: number, down: number) => number) =>
      sides.reduce((most, [across, down]) => Math.max(most, of(across, down)), 0);
    const box = arena.allocate(most((across, down) => 13 * across * down + 8 * across));
    const points = arena.allocate(32 * most((_, down) => down));
    const target = arena.allocate(8 * OF_PIXELS.length * regions.length);
    kernels.measureOutlines(pixels, ends, regions.length, width, box, points, target);
    return columnsOf(
      OF_PIXELS,
      arena.view(target, new Float64Array(0), OF_PIXELS.length * regions.length),
      regions.length,
    );
  });
}

function boxArea({ bounds }: RegionShape): number {
  return (bounds.maxX - bounds.minX + 1) * (bounds.maxY - bounds.minY + 1);
}
