import type { PlateCoordinates, PlateDesign } from "../../design/plate-design.ts";
import { type PlateLayout, rasterOrder } from "../plate-layout.ts";
import { companionOme } from "./companion-ome.ts";

/**
 * A plate in OME-TIFF: a stack of all channels, z and times for each site, `P_B02_s1.ome.tif`, and `P.companion.ome` that
 * says which page of which file is which plane, where, and how large.
 */
export const omeTiffLayout: PlateLayout = {
  siteOrder: rasterOrder,
  planePath: stackPath,
  planeDescription: ({ name }) =>
    `<?xml version="1.0" encoding="UTF-8"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><BinaryOnly MetadataFile="${companionName(name)}" UUID="urn:uuid:companion"/></OME>`,
  software: "OHCS testkit",
  companions: (design) => [[companionName(design.name), new TextEncoder().encode(companionOme(design, stackPath))]],
};

function stackPath({ name }: PlateDesign, { well, site }: PlateCoordinates): string {
  return `${name}_${well}_s${site}.ome.tif`;
}

function companionName(name: string): string {
  return `${name}.companion.ome`;
}
