/**
 * OME-Zarr (OME-NGFF) metadata of versions 0.4, 0.5 and 0.6: a model, builders and a validator, without any I/O.
 *
 * Builders make the attributes of one group ({@link plateAttributes}, {@link imageAttributes}, …), or every metadata
 * file of a whole plate ({@link plateDocuments}); their results pass strict validation, or they throw. {@link
 * validateMetadata} checks one group, {@link validateHierarchy} at a plate with everything in it through a reader that
 * is passed in; both return every violation as data, by the rules of {@link ngffRules}.
 */
export { type ArrayOptions, arrayDocument, type DataType, type ZarrCodec } from "./build/array-document.ts";
export { groupDocuments, labelsAttributes, type MetadataDocument } from "./build/group-documents.ts";
export { type ChannelDisplay, type ImageAttributesOptions, imageAttributes } from "./build/image-attributes.ts";
export { imageAxes } from "./build/image-axes.ts";
export {
  type ImageSpec,
  imageDocuments,
  type LabelDataType,
  type LabelSpec,
  type Storage,
} from "./build/image-documents.ts";
export { type LabelAttributesOptions, labelAttributes } from "./build/label-attributes.ts";
export type { Downscaling, GroupAttributes, MultiscaleOptions } from "./build/multiscale-of.ts";
export {
  type PlateAttributesOptions,
  plateAttributes,
  type StatedAcquisition,
  type WellAttributesOptions,
  wellAttributes,
} from "./build/plate-attributes.ts";
export { type FieldSpec, type PlateSpec, plateDocuments, type WellSpec } from "./build/plate-documents.ts";
export { type PyramidLevel, type PyramidOptions, pyramidLevels } from "./build/pyramid-levels.ts";
export { type NgffErrorCode, ngffErrors } from "./errors.ts";
export { type HierarchyOptions, type HierarchyReport, validateHierarchy } from "./hierarchy/validate-hierarchy.ts";
export type { HierarchyReader, Visited } from "./hierarchy/walk.ts";
export { locateWell, type PlateLayout, plateLayout } from "./layout/plate-layout.ts";
export type { ImageLabel, LabelColor, LabelProperties } from "./model/image-label.ts";
export type { ImageMetadata, MetadataKind, MetadataOf } from "./model/metadata-kind.ts";
export type { Axis, Dataset, Multiscale, Omero, OmeroChannel, Transformation } from "./model/multiscale.ts";
export type { Acquisition, Plate, PlateWell, Well, WellImage } from "./model/plate.ts";
export { NGFF_VERSIONS, type NgffVersion, zarrFormatOf } from "./model/version.ts";
export type { Violation } from "./rules/collect-violations.ts";
export { ngffRules, type Rule, type RuleId, type Severity } from "./rules/rules.ts";
export { type FlatMultiscale, flatMultiscale } from "./validate/flat-multiscale.ts";
export { parseMetadata } from "./validate/parse-metadata.ts";
export { type MetadataOptions, type ValidationReport, validateMetadata } from "./validate/validate-metadata.ts";
