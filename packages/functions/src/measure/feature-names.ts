import type { Cell } from "@ohcs/context";
import type { RegionIntensity, RegionShape } from "@ohcs/kernels";

type Feature<Of> = readonly [name: string, value: (of: Of) => Cell];

/** Size and shape under CellProfiler's names, lengths in px; bounding boxes are half-open as in scikit-image. */
export const SHAPE_FEATURES: readonly Feature<RegionShape>[] = [
  ["AreaShape_Area", ({ area }) => area],
  ["AreaShape_Center_X", ({ x }) => x],
  ["AreaShape_Center_Y", ({ y }) => y],
  ["AreaShape_BoundingBoxMinimum_X", ({ bounds }) => bounds.minX],
  ["AreaShape_BoundingBoxMinimum_Y", ({ bounds }) => bounds.minY],
  ["AreaShape_BoundingBoxMaximum_X", ({ bounds }) => bounds.maxX + 1],
  ["AreaShape_BoundingBoxMaximum_Y", ({ bounds }) => bounds.maxY + 1],
  ["AreaShape_MajorAxisLength", ({ majorAxisLength }) => majorAxisLength],
  ["AreaShape_MinorAxisLength", ({ minorAxisLength }) => minorAxisLength],
  ["AreaShape_Eccentricity", ({ eccentricity }) => eccentricity],
  ["AreaShape_EquivalentDiameter", ({ equivalentDiameter }) => equivalentDiameter],
  ["AreaShape_ConvexArea", ({ convexArea }) => convexArea],
  ["AreaShape_Solidity", ({ solidity }) => solidity],
  ["AreaShape_Perimeter", ({ perimeter }) => perimeter],
  ["AreaShape_FormFactor", ({ formFactor }) => formFactor],
];

/** Intensities under CellProfiler's names, raw counts. */
export const INTENSITY_FEATURES: readonly Feature<RegionIntensity>[] = [
  ["IntegratedIntensity", ({ integratedIntensity }) => integratedIntensity],
  ["MeanIntensity", ({ meanIntensity }) => meanIntensity],
  ["MedianIntensity", ({ medianIntensity }) => medianIntensity],
  ["MinIntensity", ({ minIntensity }) => minIntensity],
  ["MaxIntensity", ({ maxIntensity }) => maxIntensity],
  ["StdIntensity", ({ stdIntensity }) => stdIntensity],
];
