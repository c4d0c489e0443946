import { locateWell, type PlateLayout, plateLayout } from "../layout/plate-layout.ts";
import type { Acquisition, Plate, Well, WellImage } from "../model/plate.ts";
import type { NgffVersion } from "../model/version.ts";
import { type GroupAttributes, wrapAttributes } from "./multiscale-of.ts";

/** An acquisition as a plate that is built states it: with name and count. */
export type StatedAcquisition = Acquisition & Required<Pick<Acquisition, "name" | "maximumfieldcount">>;

export interface PlateAttributesOptions {
  readonly version: NgffVersion;
  readonly name: string;
  /** The number of wells of the physical plate, or the names of all its rows and columns. */
  readonly layout: number | PlateLayout;
  /** The wells that were imaged, in any order: `A01`, `b7`, `R02C07`. */
  readonly wells: readonly string[];
  /** The largest number of fields in a well. */
  readonly fieldCount?: number;
  readonly acquisitions?: readonly StatedAcquisition[];
}

/**
 * The attributes of a plate group; wells are listed row by row.
 * @throws `NGFF_LAYOUT_UNKNOWN`, `NGFF_WELL_OUTSIDE_LAYOUT`, `WELL_ID_INVALID`, `NGFF_METADATA_INVALID`
 */
export function plateAttributes(options: PlateAttributesOptions): GroupAttributes {
  const { version, name, layout, fieldCount, acquisitions } = options;
  const { rows, columns } = typeof layout === "number" ? plateLayout(layout) : layout;
  const wells = options.wells.map((id) => locateWell({ rows, columns }, id));
  const plate: Plate = {
    version,
    name,
    ...(fieldCount !== undefined && { field_count: fieldCount }),
    ...(acquisitions !== undefined && { acquisitions: [...acquisitions] }),
    rows: rows.map((row) => ({ name: row })),
    columns: columns.map((column) => ({ name: column })),
    wells: wells.toSorted((a, b) => a.rowIndex - b.rowIndex || a.columnIndex - b.columnIndex),
  };
  return wrapAttributes({ plate }, version, "plate");
}

export interface WellAttributesOptions {
  readonly version: NgffVersion;
  /** The fields of view, each with the path of its group and, in a plate of several acquisitions, that acquisition. */
  readonly fields: readonly WellImage[];
}

/** The attributes of a well group. @throws `NGFF_METADATA_INVALID` */
export function wellAttributes({ version, fields }: WellAttributesOptions): GroupAttributes {
  const well: Well = { ...(version === "0.4" && { version }), images: [...fields] };
  return wrapAttributes({ well }, version, "well");
}
