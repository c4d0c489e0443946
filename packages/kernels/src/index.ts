/**
 * The pixel operations behind `@ohcs/functions`: pure, synchronous, platform-neutral, on 2-D planes.
 *
 * ```ts
 * import { regionProps, segmentNuclei } from "@ohcs/kernels";
 *
 * const plane = { data: new Uint16Array(512 * 512), height: 512, width: 512 };
 * const { labels, count } = segmentNuclei(plane);
 * const objects = regionProps(labels, plane);
 * console.log(count, objects.length); // => 0 0
 * ```
 *
 * A plane is `height × width` samples in C order `[y, x]`. Kernels never write to what they are given, return float32
 * unless they are exact in integers, and give the same bytes in every run, worker and engine. Each names its reference
 * implementation and how far it departs from it.
 */

export { bilinearEnlarge } from "./background/combine-enlarged.ts";
export { backgroundBlocks, estimateBackground } from "./background/estimate-background.ts";
export { fitBackground } from "./background/fit-background.ts";
export { meanShrink } from "./background/mean-shrink.ts";
export { subtractBackground } from "./background/subtract-background.ts";
export { type ColorLayer, compositeChannels, type Rgb, type RgbPlanes } from "./color/composite-channels.ts";
export { type OutlineLayer, overlayOutlines } from "./color/overlay-outlines.ts";
export { distanceTransform } from "./distance/distance-transform.ts";
export { squaredDistance } from "./distance/squared-distance.ts";
export { type KernelErrorCode, kernelErrors } from "./errors.ts";
export { differenceOfGaussians } from "./filter/difference-of-gaussians.ts";
export { gaussianBlur } from "./filter/gaussian-blur.ts";
export { gaussianKernel } from "./filter/gaussian-kernel.ts";
export { laplacianOfGaussian } from "./filter/laplacian-of-gaussian.ts";
export { medianFilter } from "./filter/median-filter.ts";
export { percentileFilter } from "./filter/percentile-filter.ts";
export { sobel } from "./filter/sobel.ts";
export { unsharpMask } from "./filter/unsharp-mask.ts";
export { binPixels } from "./geometry/bin-pixels.ts";
export { crop, type Rectangle } from "./geometry/crop.ts";
export { type RotateOptions, rotate } from "./geometry/rotate.ts";
export { correctIllumination } from "./illumination/correct-illumination.ts";
export { type IlluminationOptions, illuminationFunction } from "./illumination/illumination-function.ts";
export { blockSizes, sumBlocks } from "./illumination/sum-blocks.ts";
export { binCenters, binEdges } from "./intensity/bin-edges.ts";
export { addBins, type CountedBins, countedBins, histogramOfBins } from "./intensity/counted-bins.ts";
export { type AdaptiveOptions, equalizeAdaptively } from "./intensity/equalize-adaptively.ts";
export { type Extremes, extremesOf } from "./intensity/extremes.ts";
export { type Histogram, histogram } from "./intensity/histogram.ts";
export { percentileOfSorted, percentiles } from "./intensity/percentile.ts";
export { type PercentileNormalizeOptions, percentileNormalize } from "./intensity/percentile-normalize.ts";
export { type CombineMethod, combineLabels } from "./labels/combine-labels.ts";
export { DisjointSets } from "./labels/disjoint-sets.ts";
export { expandLabels } from "./labels/expand-labels.ts";
export { type FillHolesOptions, fillHoles } from "./labels/fill-holes.ts";
export { fillObjectHoles } from "./labels/fill-object-holes.ts";
export { labelAreas, presentLabels } from "./labels/label-areas.ts";
export { type CountedLabels, type LabelConnectedOptions, labelConnected } from "./labels/label-connected.ts";
export { labelOutlines } from "./labels/label-outlines.ts";
export { propagateLabels } from "./labels/propagate-labels.ts";
export { keepLabels, relabel } from "./labels/relabel.ts";
export { relateLabels } from "./labels/relate-labels.ts";
export { removeSmallObjects } from "./labels/remove-small-objects.ts";
export { type BoundedObject, type RingLabelsOptions, ringLabels, ringPixels } from "./labels/ring-labels.ts";
export { shrinkLabels } from "./labels/shrink-labels.ts";
export { subtractLabels } from "./labels/subtract-labels.ts";
export type { Bounds } from "./measure/bounds.ts";
export { type CentralPaths, centralPaths } from "./measure/central-paths.ts";
export { type ColocalizationOptions, colocalizationFeatures } from "./measure/colocalization-features.ts";
export type { Features } from "./measure/features.ts";
export {
  type GranularityOptions,
  type GranularSpectrum,
  granularityFeatures,
  granularSpectrum,
} from "./measure/granularity-features.ts";
export { type ImageQuality, type ImageQualityOptions, imageQuality } from "./measure/image-quality.ts";
export { intensityFeatures } from "./measure/intensity-features.ts";
export { momentFeatures } from "./measure/moment-features.ts";
export { neighborFeatures } from "./measure/neighbor-features.ts";
export { type RadialOptions, radialFeatures } from "./measure/radial-features.ts";
export { type RegionIntensity, regionIntensities } from "./measure/region-intensities.ts";
export { type RegionPixels, regionPixels } from "./measure/region-pixels.ts";
export { type RegionProps, regionProps } from "./measure/region-props.ts";
export { type RegionShape, regionShapes } from "./measure/region-shapes.ts";
export { saturatedPixels } from "./measure/saturated-pixels.ts";
export { shapeFeatures } from "./measure/shape-features.ts";
export { type TextureOptions, textureFeatures } from "./measure/texture-features.ts";
export { type Thumbnail, thumbnail } from "./measure/thumbnail.ts";
export { zernikeFeatures } from "./measure/zernike-features.ts";
export { type AnyFootprint, dilate, erode } from "./morphology/erode.ts";
export { type Footprint, footprintRows } from "./morphology/footprint.ts";
export { type LineFootprint, linePixels } from "./morphology/line.ts";
export { openingByReconstruction, reconstruct } from "./morphology/reconstruct.ts";
export { blackTopHat, closing, opening, whiteTopHat } from "./morphology/white-top-hat.ts";
export { mapPixels, type PixelStep } from "./pixelwise/map-pixels.ts";
export {
  expectParameter,
  expectSameShape,
  type Labels,
  type Mask,
  type PixelArray,
  type Plane,
  type Point,
} from "./plane.ts";
export { bestFocus, extendedFocus, focusMeasure } from "./projection/focus.ts";
export { maxProjection } from "./projection/max-projection.ts";
export { meanProjection } from "./projection/mean-projection.ts";
export { type BackgroundLevel, backgroundLevel } from "./segmentation/background-level.ts";
export { countNuclei } from "./segmentation/count-nuclei.ts";
export {
  type ForegroundThreshold,
  foregroundThreshold,
  type ThresholdOptions,
} from "./segmentation/foreground-threshold.ts";
export { type GrowCellsOptions, growCells } from "./segmentation/grow-cells.ts";
export { type Nuclearness, nuclearness } from "./segmentation/nuclearness.ts";
export { type SegmentedNuclei, type SegmentNucleiOptions, segmentNuclei } from "./segmentation/segment-nuclei.ts";
export { foregroundDiameters, typicalDiameter } from "./segmentation/typical-diameter.ts";
export { type SkeletonFeatures, skeletonFeatures } from "./skeleton/skeleton-features.ts";
export { skeletonize } from "./skeleton/skeletonize.ts";
export { type FindSpotsOptions, findSpots, type Spot } from "./spots/find-spots.ts";
export { assembleLabels } from "./stitching/assemble-labels.ts";
export { assembleTiles } from "./stitching/assemble-tiles.ts";
export { radicesOf, rootsOfUnity } from "./stitching/fourier.ts";
export { mosaicSize } from "./stitching/mosaic-size.ts";
export { type Ownership, ownObjects, type TileObject, type TileSize } from "./stitching/own-objects.ts";
export { centred, correlationSize, highest, type Peak, phaseCorrelation } from "./stitching/phase-correlation.ts";
export { PROPOSALS, type TileEdge, tileEdge } from "./stitching/tile-edges.ts";
export { type OverlapPlanes, type TileOverlap, tileOverlaps } from "./stitching/tile-overlaps.ts";
export {
  expectTiles,
  placedTiles,
  REACH,
  type TilePositions,
  type TilePositionsOptions,
  tilePositions,
} from "./stitching/tile-positions.ts";
export { digitize, maskAbove } from "./threshold/digitize.ts";
export { crossEntropyOfHistogram, thresholdMinimumCrossEntropy } from "./threshold/threshold-minimum-cross-entropy.ts";
export { multiOtsuOfHistogram, thresholdMultiOtsu } from "./threshold/threshold-multi-otsu.ts";
export { type LocalThresholdOptions, thresholdNiblack } from "./threshold/threshold-niblack.ts";
export { otsuOfHistogram, thresholdOtsu } from "./threshold/threshold-otsu.ts";
export { type SauvolaOptions, thresholdSauvola } from "./threshold/threshold-sauvola.ts";
export { thresholdTriangle, triangleOfHistogram } from "./threshold/threshold-triangle.ts";
export { thresholdYen, yenOfHistogram } from "./threshold/threshold-yen.ts";
export { assignPairs, type PossiblePair } from "./tracking/assign.ts";
export { type TrackedObject, type TrackOptions, type TrackPoint, trackObjects } from "./tracking/track-objects.ts";
export { type LabelledVolume, labelVolume, type VolumeConnectivity } from "./volume/label-volume.ts";
export { type SplitVolumeOptions, splitVolume } from "./volume/split-volume.ts";
export { type VolumeFeatures, type VoxelSpacing, volumeFeatures } from "./volume/volume-features.ts";
export { openPlaneMemory, type PlaneMemory } from "./wasm/plane-memory.ts";
export { withResultsIn } from "./wasm/results.ts";
export type { ProminenceOptions } from "./watershed/descend.ts";
export { prominentBasins } from "./watershed/prominent-basins.ts";
export { prominentPeaks } from "./watershed/prominent-peaks.ts";
export { splitByDistance } from "./watershed/split-by-distance.ts";
export { type WatershedOptions, watershed } from "./watershed/watershed.ts";
