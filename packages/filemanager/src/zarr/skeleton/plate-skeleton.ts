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
  { name, wells, labels }: PlateDeclaration,
  standing: StandingWells,
  storage: CheckedStorage,
): Generator<MetadataDocument> {
  const { version } = storage;
  const ids = [...new Set([...wells.map(({ well }) => well), ...standing.wells])].sort(compareWellIds);
  const layout = layoutHolding(ids);
  const rows = new Set(wells.map(({ well }) => rowOf(layout, well)));
  for (const row of rows) yield* groupDocuments(row, version, {});
  for (const well of wells) yield* wellDocuments(well, layout, labels, storage);
  const fieldCount = Math.max(standing.fieldCount, ...wells.map(({ fields }) => fields.length));
  yield* groupDocuments("", version, plateAttributes({ version, name, layout, wells: ids, fieldCount }));
}

function* wellDocuments(
  { well, fields }: WellDeclaration,
  layout: PlateLayout,
  labels: readonly string[],
  storage: CheckedStorage,
): Generator<MetadataDocument> {
  const { path } = locateWell(layout, well);
  const paths = fields.map((_, index) => String(index));
  const attributes = wellAttributes({ version: storage.version, fields: paths.map((own) => ({ path: own })) });
  yield* groupDocuments(path, storage.version, attributes);
  for (const [index, field] of fields.entries()) {
    const name = planeName(well, field.site === null ? {} : { site: field.site });
    yield* fieldDocuments(field, { path: childOf(path, String(index)), name, labels }, storage);
  }
}

/** The smallest plate that is sold and holds all wells: rows and columns are those of the plate, not of what was imaged. */
function layoutHolding(wells: readonly string[]): PlateLayout {
  const places = wells.map(parseWellId);
  const row = Math.max(0, ...places.map((place) => place.row));
  const column = Math.max(0, ...places.map((place) => place.column));
  const wanted = Math.max(SMALLEST_FORMAT, plateFormatHolding(row, column)?.wells ?? 0);
  return plateLayout(wanted);
}

/** Well ids do not determine the format of small plates; the common format is assumed unless wells lie beyond it. */
const SMALLEST_FORMAT = 96;

function rowOf(layout: PlateLayout, well: string): string {
  return layout.rows[parseWellId(well).row] ?? "";
}
