/**
 * Plates of microscope images in, stitched images and tables out: everything a program needs, wired.
 *
 * {@link runPlate} compiles a pipeline for a plate and runs it, with its events as an async iterable; {@link compilePlate} says
 * what a run would do, and everything that speaks against it; {@link openPlate} looks at a folder. What they need is loaded when
 * they are called, so that modules which import this one for `definePipeline` stay light.
 */
import type { PlateManifest } from "@ohcs/context";
import type { PlateOptions } from "@ohcs/testkit";
import type { OpenPlateOptions } from "./plate/open-plate.ts";
import type { CompiledJob, PlateJob } from "./run/plate-job.ts";

export type { ConfigLayer } from "@ohcs/compiler";
export {
  type CompiledPlate,
  type DefinedFunction,
  type DefinedHandler,
  type Diagnostic,
  defineFunction,
  defineHandler,
  definePipeline,
  encodeError,
  isOhcsError,
  NO_PARAMETERS,
  OhcsError,
  type PipelineSpec,
  type PlateManifest,
  type PlateResult,
  type RunEvent,
  reduce,
  step,
  type WellResult,
} from "@ohcs/context";
export {
  assayQuality,
  assembleLabels,
  assembleTiles,
  bestFocus,
  bin,
  blackTopHat,
  bScore,
  calculateDiameter,
  calculateIllumination,
  calculateThreshold,
  clahe,
  clip,
  closing,
  combineObjects,
  compareChannels,
  composite,
  correctIllumination,
  countNuclei,
  crop,
  describeColumns,
  detectSpots,
  differenceOfGaussians,
  dilate,
  edgeEffects,
  erode,
  expandLabels,
  extendedFocus,
  fillHoles,
  fillObjectHoles,
  filterObjects,
  fitDoseResponse,
  gaussianBlur,
  identifySecondary,
  identifyTertiary,
  identity,
  imageMath,
  invert,
  labelConnected,
  labelVolume,
  laplacianOfGaussian,
  maskObjects,
  maxProjection,
  meanProjection,
  measureCells,
  measureDiameters,
  measureHistogram,
  measureIllumination,
  measureImageQuality,
  measureNuclearness,
  measureObjects,
  measureSkeleton,
  median,
  mergeTables,
  opening,
  openingByReconstruction,
  overlayOutlines,
  ownObjects,
  percentileFilter,
  percentileNormalize,
  percentOfControl,
  pixelwise,
  regionProps,
  relateObjects,
  rescaleIntensity,
  robustZScore,
  rotate,
  segmentNuclei,
  shrinkLabels,
  sobel,
  subtractBackground,
  summarizeWells,
  threshold,
  thresholdLi,
  thresholdMultiOtsu,
  thresholdNiblack,
  thresholdOtsu,
  thresholdSauvola,
  thresholdTriangle,
  thresholdYen,
  tilePositions,
  trackObjects,
  unsharpMask,
  watershed,
  whiteTopHat,
} from "@ohcs/functions";
/** The pipelines that come with OHCS, by name; `preset:NAME` in short. */
export { presets } from "@ohcs/functions/presets";
export { type OhcsFacadeErrorCode, ohcsErrors } from "./errors.ts";
export type { OpenPlateOptions } from "./plate/open-plate.ts";
export type { RunOptions } from "./run/compile-job.ts";
export type { CompiledJob, PlateJob } from "./run/plate-job.ts";
export { type Run, type RunPlateOptions, runPlate } from "./run/run-plate.ts";

/**
 * Compiles a pipeline for a plate. Reads only; what is wrong with pipeline, plate or machine is in the diagnostics.
 * @throws whatever opening the plate or loading the pipeline throws
 */
export async function compilePlate(job: PlateJob): Promise<CompiledJob> {
  return (await import("./run/compile-job.ts")).compileJob(job);
}

/**
 * Opens the plate in a folder, reading only, by the handler that recognizes it or the one that is named.
 * @throws `PLATE_NOT_FOUND`, `PLATE_UNRECOGNIZED` and whatever else `openPlate` of `@ohcs/microscopes/disk` throws
 */
export async function openPlate(folder: string, options: OpenPlateOptions = {}): Promise<PlateManifest> {
  return (await import("./plate/open-plate.ts")).openFolder(folder, options);
}

/**
 * Writes a small plate with cells whose positions are known, to try things on, unless it lies there already; its folder.
 * @throws `SYNTH_TARGET_EXISTS` where another plate lies there
 */
export async function samplePlate(directory: string, options: PlateOptions = {}): Promise<string> {
  return (await import("./plate/sample-plate.ts")).writeSample(directory, options);
}
