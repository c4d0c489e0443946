/**
 * Image operations as functions of a catalogue: calling an export makes a function call *as data* (`gaussianBlur({
 * sigma: 1 })`) and carries its declaration (`.declaration`: inputs, outputs, parameters with units and ranges) and
 * implementation.
 *
 * The pixel operations themselves, without any of this, are `@ohcs/kernels`; ready pipelines in
 * `@ohcs/functions/presets`.
 */
export { subtractBackground } from "./background/subtract-background.ts";
export { compareChannels, measureNuclearness } from "./channels/compare-channels.ts";
export { type FunctionErrorCode, functionErrors } from "./errors.ts";
export { composite } from "./figures/composite.ts";
export { overlayOutlines } from "./figures/overlay-outlines.ts";
export { clahe } from "./filter/clahe.ts";
export { differenceOfGaussians, laplacianOfGaussian, sobel, unsharpMask } from "./filter/edge-filters.ts";
export { gaussianBlur } from "./filter/gaussian-blur.ts";
export { median } from "./filter/median.ts";
export { percentileFilter } from "./filter/percentile-filter.ts";
export { whiteTopHat } from "./filter/white-top-hat.ts";
export { bin, crop, rotate } from "./geometry/geometry.ts";
export { calculateIllumination, type IlluminationFunction } from "./illumination/calculate-illumination.ts";
export { correctIllumination } from "./illumination/correct-illumination.ts";
export { type IlluminationSketch, measureIllumination } from "./illumination/measure-illumination.ts";
export { measureCells } from "./measure/measure-cells.ts";
export { measureImageQuality } from "./measure/measure-image-quality.ts";
export { measureObjects } from "./measure/measure-objects.ts";
export { measureSkeleton } from "./measure/measure-skeleton.ts";
export { regionProps } from "./measure/region-props.ts";
export { fillHoles } from "./morphology/fill-holes.ts";
export { blackTopHat, closing, dilate, erode, opening, openingByReconstruction } from "./morphology/flat-morphology.ts";
export { percentileNormalize } from "./normalize/percentile-normalize.ts";
export { combineObjects } from "./objects/combine-objects.ts";
export { filterObjects } from "./objects/filter-objects.ts";
export { identifySecondary, identifyTertiary } from "./objects/identify-secondary.ts";
export { maskObjects } from "./objects/mask-objects.ts";
export { relateObjects } from "./objects/relate-objects.ts";
export { expandLabels, fillObjectHoles, shrinkLabels } from "./objects/reshape-labels.ts";
export { identity } from "./pixelwise/identity.ts";
export { clip, imageMath, invert, pixelwise, rescaleIntensity, threshold } from "./pixelwise/pixelwise.ts";
export { assayQuality } from "./plate/assay-quality.ts";
export { describeColumns } from "./plate/describe-columns.ts";
export { edgeEffects } from "./plate/edge-effects.ts";
export { fitDoseResponse } from "./plate/fit-dose-response.ts";
export { mergeTables } from "./plate/merge-tables.ts";
export { bScore, percentOfControl, robustZScore } from "./plate/scores.ts";
export { summarizeWells } from "./plate/summarize-wells.ts";
export { bestFocus, extendedFocus } from "./projection/focus.ts";
export { maxProjection, meanProjection } from "./projection/projection.ts";
export { labelConnected } from "./segmentation/label-connected.ts";
export type { PlateDiameter } from "./segmentation/nuclei-parameters.ts";
export { calculateDiameter, type DiameterSketch, measureDiameters } from "./segmentation/plate-diameter.ts";
export { countNuclei, segmentNuclei } from "./segmentation/segment-nuclei.ts";
export { watershed } from "./segmentation/watershed.ts";
export { detectSpots } from "./spots/detect-spots.ts";
export { assembleLabels, assembleTiles } from "./stitching/assemble.ts";
export { ownObjects } from "./stitching/own-objects.ts";
export { tilePositions } from "./stitching/tile-positions.ts";
export { calculateThreshold, type PlateThreshold } from "./threshold/calculate-threshold.ts";
export { thresholdLi, thresholdOtsu, thresholdTriangle, thresholdYen } from "./threshold/global-thresholds.ts";
export { thresholdNiblack, thresholdSauvola } from "./threshold/local-thresholds.ts";
export { type HistogramSketch, measureHistogram } from "./threshold/measure-histogram.ts";
export { thresholdMultiOtsu } from "./threshold/threshold-multi-otsu.ts";
export { trackObjects } from "./tracking/track-objects.ts";
export { labelVolume } from "./volume/label-volume.ts";
