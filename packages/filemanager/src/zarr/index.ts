/**
 * The Zarr backend (Node only): images in OME-NGFF plates, or in arrays of their own, below one folder.
 *
 * {@link writePlateSkeleton} declares a plate, once; then any number of writers store its planes through
 * {@link zarrBackend}, each its own chunks. {@link readZarrPlate} reads plates of any writer by coordinate, lazily.
 */
export type { NgffVersion } from "./array/array-layout.ts";
export type { ChunkCodec } from "./codecs/chunk-codec.ts";
export type { PlaneGrid } from "./plate/plane-grid.ts";
export {
  type PlateCoordinates,
  type PlateField,
  type PlatePlaneOptions,
  readZarrPlate,
  type ZarrPlateReader,
} from "./read/read-zarr-plate.ts";
export { type SurveyOptions, surveyZarrPlate } from "./read/survey-zarr-plate.ts";
export { type ZarrPlaneFacts, zarrPlaneFacts } from "./read/zarr-plane-facts.ts";
export type { SurveyedChannel, SurveyedField, SurveyedPlane, ZarrSurvey } from "./read/zarr-survey.ts";
export type {
  ChannelDeclaration,
  FieldDeclaration,
  PlaneDeclaration,
  PlateDeclaration,
  WellDeclaration,
} from "./skeleton/plate-declaration.ts";
export type { PlateStorage } from "./skeleton/storage-options.ts";
export { type SkeletonOptions, type SkeletonReport, writePlateSkeleton } from "./skeleton/write-skeleton.ts";
export { ZarrBackend, zarrBackend } from "./zarr-backend.ts";
export type { ZarrOptions } from "./zarr-options.ts";
