import { checkAcquisition } from "../hierarchy/check-acquisition.ts";
import { locateWell, type PlateLayout, plateLayout } from "../layout/plate-layout.ts";
import type { Acquisition } from "../model/plate.ts";
import type { NgffVersion } from "../model/version.ts";
import { collectViolations, joinPath } from "../rules/collect-violations.ts";
import { refuseBroken } from "../validate/refuse-broken.ts";
import { groupDocuments, type MetadataDocument } from "./group-documents.ts";
import { type ImageSpec, imageDocuments } from "./image-documents.ts";
import { plateAttributes, type StatedAcquisition, wellAttributes } from "./plate-attributes.ts";

/** A field of view: its image, and its place in the well. */
export interface FieldSpec {
  /** @default its place in the list of fields, from 0 */
  readonly path?: string;
  /** The id of the acquisition it belongs to; needed where the plate has several. */
  readonly acquisition?: number;
  readonly image: ImageSpec;
}

/** A well that was imaged, `A01`, and its fields. */
export interface WellSpec {
  readonly id: string;
  readonly fields: readonly FieldSpec[];
}

/** A whole plate; fields are counted. */
export interface PlateSpec {
  readonly version: NgffVersion;
  readonly name: string;
  readonly layout: number | PlateLayout;
  readonly wells: readonly WellSpec[];
  readonly acquisitions?: readonly (Omit<Acquisition, "maximumfieldcount"> & { readonly name: string })[];
}

/**
 * Every metadata file of a plate, each once, groups before their content: after writing them only pixels are missing.
 * Time and size grow with the number of fields; nothing is retained.
 * @throws `NGFF_METADATA_INVALID`, `NGFF_ARRAY_INVALID`, `NGFF_WELL_OUTSIDE_LAYOUT`, `NGFF_LAYOUT_UNKNOWN`
 */
export function* plateDocuments(spec: PlateSpec): Generator<MetadataDocument> {
  const { version, name, wells } = spec;
  const layout = typeof spec.layout === "number" ? plateLayout(spec.layout) : spec.layout;
  const acquisitions = spec.acquisitions?.map((acquisition) => counted(acquisition, wells));
  const attributes = plateAttributes({
    version,
    name,
    layout,
    wells: wells.map(({ id }) => id),
    fieldCount: Math.max(0, ...wells.map(({ fields }) => fields.length)),
    ...(acquisitions && { acquisitions }),
  });
  refuseAcquisitions(spec);
  yield* groupDocuments("", version, attributes);
  const paths = wells.map(({ id }) => locateWell(layout, id));
  const rows = new Set(paths.map(({ rowIndex }) => layout.rows[rowIndex] ?? ""));
  for (const row of rows) yield* groupDocuments(row, version);
  for (const [index, well] of wells.entries()) yield* wellDocuments(paths[index]?.path ?? "", well, version);
}

function* wellDocuments(path: string, { fields }: WellSpec, version: NgffVersion): Generator<MetadataDocument> {
  const images = fields.map(({ acquisition, path: own }, index) => ({
    path: own ?? String(index),
    ...(acquisition !== undefined && { acquisition }),
  }));
  yield* groupDocuments(path, version, wellAttributes({ version, fields: images }));
  for (const [index, { image }] of fields.entries())
    yield* imageDocuments(joinPath(path, images[index]?.path ?? ""), image, version);
}

function counted(acquisition: Acquisition & { readonly name: string }, wells: readonly WellSpec[]): StatedAcquisition {
  const fieldsIn = ({ fields }: WellSpec) =>
    fields.filter((field) => (field.acquisition ?? acquisition.id) === acquisition.id).length;
  return { ...acquisition, maximumfieldcount: Math.max(1, ...wells.map(fieldsIn)) };
}

function refuseAcquisitions({ version, wells, acquisitions = [] }: PlateSpec): void {
  const { at, violations } = collectViolations({ version, strict: true, scope: "hierarchy" });
  const ids = acquisitions.map(({ id }) => id);
  for (const { id, fields } of wells)
    for (const [index, { acquisition }] of fields.entries())
      checkAcquisition(acquisition, ids, `/fields/${index}`, at(id));
  refuseBroken("the fields of the plate", violations);
}
