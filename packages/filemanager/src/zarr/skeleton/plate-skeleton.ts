import { compareWellIds, parseWellId, plateFormatHolding } from "@ohcs/context";
import {
  groupDocuments,
  locateWell,
  type MetadataDocument,
  type PlateLayout,
  plateAttributes,
  plateLayout,
  wellAttributes,
} from "@ohcs/ngff";
import { childOf } from "../../paths/virtual-path.ts";
import { planeName } from "../plate/zarr-image.ts";
import { fieldDocuments } from "./field-documents.ts";
import type { PlateDeclaration, WellDeclaration } from "./plate-declaration.ts";
import type { CheckedStorage } from "./plate-storage.ts";

/** Wells that are already in the plate, and the largest number of fields among them. */
export interface StandingWells {
  readonly wells: readonly string[];
  readonly fieldCount: number;
}

/**
 * Every document of a plate, paths relative to it, each once, the plate's own last: if it exists, all others do. Their
 * number grows with that of the fields.
 */
export function* plateSkeleton(
  { name, wells, labels, acquisition = null, format = null }: PlateDeclaration,
  standing: StandingWells,
  storage: CheckedStorage,
): Generator<MetadataDocument> {
  const { version } = storage;
  const ids = [...new Set([...wells.map(({ well }) => well), ...standing.wells])].sort(compareWellIds);
  const layout = layoutHolding(ids, format);
  const rows = new Set(wells.map(({ well }) => rowOf(layout, well)));
  for (const row of rows) yield* groupDocuments(row, version, {});
  for (const well of wells) yield* wellDocuments(well, layout, { labels, acquisition }, storage);
  const fieldCount = Math.max(standing.fieldCount, ...wells.map(({ fields }) => fields.length));
  const acquisitions = acquisition === null ? {} : { acquisitions: [statedAcquisition(acquisition, fieldCount)] };
  const attributes = plateAttributes({ version, name, layout, wells: ids, fieldCount, ...acquisitions });
  yield* groupDocuments("", version, attributes);
}

function statedAcquisition(id: number, maximumfieldcount: number) {
  return { id, name: `Acquisition ${id}`, maximumfieldcount };
}

function* wellDocuments(
  { well, fields }: WellDeclaration,
  layout: PlateLayout,
  { labels, acquisition }: Required<Pick<PlateDeclaration, "labels" | "acquisition">>,
  storage: CheckedStorage,
): Generator<MetadataDocument> {
  const { path } = locateWell(layout, well);
  const paths = fields.map((_, index) => String(index));
  const images = paths.map((own) => ({ path: own, ...(acquisition !== null && { acquisition }) }));
  const attributes = wellAttributes({ version: storage.version, fields: images });
  yield* groupDocuments(path, storage.version, attributes);
  for (const [index, field] of fields.entries()) {
    const name = planeName(well, field.site === null ? {} : { site: field.site });
    yield* fieldDocuments(field, { path: childOf(path, String(index)), name, labels }, storage);
  }
}

/** The layout of the plate, not of what was imaged: as stated, else the smallest that is sold and holds all wells. */
function layoutHolding(wells: readonly string[], stated: PlateDeclaration["format"]): PlateLayout {
  const places = wells.map(parseWellId);
  const row = Math.max(0, ...places.map((place) => place.row));
  const column = Math.max(0, ...places.map((place) => place.column));
  if (stated != null && row < stated.rows && column < stated.columns) return plateLayout(stated);
  const wanted = Math.max(SMALLEST_FORMAT, plateFormatHolding(row, column)?.wells ?? 0);
  return plateLayout(wanted);
}

/** Well ids do not determine the format of small plates; the common format is assumed unless wells lie beyond it. */
const SMALLEST_FORMAT = 96;

function rowOf(layout: PlateLayout, well: string): string {
  return layout.rows[parseWellId(well).row] ?? "";
}
