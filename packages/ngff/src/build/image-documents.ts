import { channelMismatch } from "../hierarchy/channel-count.ts";
import { checkLevels, type Level } from "../hierarchy/check-levels.ts";
import type { Axis } from "../model/multiscale.ts";
import type { NgffVersion } from "../model/version.ts";
import { collectViolations, joinPath } from "../rules/collect-violations.ts";
import { refuseBroken } from "../validate/refuse-broken.ts";
import { type ArrayOptions, arrayDocument, type DataType } from "./array-document.ts";
import { groupDocuments, labelsAttributes, type MetadataDocument } from "./group-documents.ts";
import { type ImageAttributesOptions, imageAttributes } from "./image-attributes.ts";
import { type LabelAttributesOptions, labelAttributes } from "./label-attributes.ts";
import type { PyramidLevel } from "./pyramid-levels.ts";

/** The parts of an image that have to fit together. */
interface ImageParts {
  readonly axes: readonly Axis[];
  readonly levels: readonly PyramidLevel[];
  readonly storage: { readonly dataType: DataType };
  readonly channels?: readonly unknown[];
  readonly labels?: Readonly<Record<string, { readonly levels?: readonly unknown[] }>>;
}

/** How the arrays of an image are stored: equal for all levels but for shapes, chunks and shards. */
export type Storage = Omit<ArrayOptions, "version" | "shape" | "dimensionNames">;

/** Labels are integers. */
export type LabelDataType = Exclude<DataType, "float32" | "float64">;

/** A label image of an image. */
export interface LabelSpec extends Omit<LabelAttributesOptions, "version" | "levels" | "axes" | "name"> {
  /** @default the axes of the image without its channels */
  readonly axes?: readonly Axis[];
  /** As many as the image has. @default those of the image without its channels */
  readonly levels?: readonly PyramidLevel[];
  readonly storage: Storage & { readonly dataType: LabelDataType };
}

/** An image, and the label images in its `labels` group by name. */
export interface ImageSpec extends Omit<ImageAttributesOptions, "version" | "levels"> {
  readonly levels: readonly PyramidLevel[];
  readonly storage: Storage;
  readonly labels?: Readonly<Record<string, LabelSpec>>;
}

/**
 * Every metadata file of an image and its label images, groups before their content. @throws `NGFF_METADATA_INVALID`,
 * `NGFF_ARRAY_INVALID`
 */
export function* imageDocuments(path: string, spec: ImageSpec, version: NgffVersion): Generator<MetadataDocument> {
  refuseUnsound(path, spec, version);
  yield* groupDocuments(path, version, imageAttributes({ ...spec, version }));
  yield* levelDocuments(path, spec, version);
  const labels = Object.entries(spec.labels ?? {});
  if (labels.length === 0) return;
  const group = joinPath(path, "labels");
  yield* groupDocuments(group, version, labelsAttributes({ version, names: labels.map(([name]) => name) }));
  for (const [name, label] of labels) yield* labelDocuments(joinPath(group, name), { name, label, spec, version });
}

interface LabelPlace {
  readonly name: string;
  readonly label: LabelSpec;
  readonly spec: ImageSpec;
  readonly version: NgffVersion;
}

function* labelDocuments(path: string, { name, label, spec, version }: LabelPlace): Generator<MetadataDocument> {
  const kept = spec.axes.map(({ type }) => type !== "channel");
  const keep = <T>(values: readonly T[]): T[] => values.filter((_, axis) => kept[axis]);
  const axes = label.axes ?? keep(spec.axes);
  const levels = label.levels ?? spec.levels.map((level) => withoutChannels(level, keep));
  refuseUnsound(path, { axes, levels, storage: label.storage }, version);
  yield* groupDocuments(path, version, labelAttributes({ ...label, axes, levels, name, version }));
  yield* levelDocuments(path, { axes, levels, storage: label.storage }, version);
}

function withoutChannels(level: PyramidLevel, keep: <T>(values: readonly T[]) => T[]): PyramidLevel {
  const { path, shape, scale, translation } = level;
  return { path, shape: keep(shape), scale: keep(scale), ...(translation && { translation: keep(translation) }) };
}

function* levelDocuments(
  path: string,
  { axes, levels, storage }: Pick<ImageSpec, "axes" | "levels" | "storage">,
  version: NgffVersion,
): Generator<MetadataDocument> {
  const dimensionNames = axes.map(({ name }) => name);
  for (const level of levels)
    yield arrayDocument(joinPath(path, level.path), { ...storage, version, shape: level.shape, dimensionNames });
}

/** Refuses an image whose axes, levels, channels and labels would not pass the checks between documents. @throws `NGFF_METADATA_INVALID` */
function refuseUnsound(path: string, image: ImageParts, version: NgffVersion): void {
  const { axes, levels, channels, labels = {} } = image;
  const { at, violations } = collectViolations({ version, strict: true, scope: "hierarchy" });
  checkLevels(
    axes,
    levels.map((level) => levelOf(path, level, image, version)),
    at,
  );
  const count = channels && levels[0] && channelMismatch(axes, levels[0].shape, channels.length);
  if (count) at(path)("omero/channel-count", "/channels", count);
  for (const [name, label] of Object.entries(labels)) {
    const own = label.levels?.length ?? levels.length;
    if (own !== levels.length)
      at(path)("label/levels", `/labels/${name}`, `expected ${levels.length} levels as the image has, got ${own}`);
  }
  refuseBroken(`the image '${path}'`, violations);
}

function levelOf(path: string, level: PyramidLevel, { axes, storage }: ImageParts, version: NgffVersion): Level {
  return {
    dataset: { coordinateTransformations: [{ type: "scale", scale: [...level.scale] }] },
    array: {
      document: joinPath(path, level.path),
      version,
      shape: level.shape,
      dataType: storage.dataType,
      dimensionNames: axes.map(({ name }) => name),
    },
  };
}
