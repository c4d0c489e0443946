import type { PlateCoordinates, PlateDesign } from "../design/plate-design.ts";
import type { GridCell } from "../scene/place-tiles.ts";

/** A file of the plate: its path below the plate's folder (POSIX), and its bytes. */
export type PlateFile = readonly [path: string, bytes: Uint8Array];

/** How a vendor names, orders and describes the planes of a plate. */
export interface PlateLayout {
  /** The grid cell of site 1, 2, …. */
  siteOrder(rows: number, columns: number): readonly GridCell[];
  /** Where the plane lies below the plate's folder. */
  planePath(design: PlateDesign, coordinates: PlateCoordinates): string;
  /** The metadata stored inside the plane's TIFF. */
  planeDescription(design: PlateDesign, coordinates: PlateCoordinates): string;
  /** The name of the program that "wrote" the plane. */
  readonly software: string;
  /** The files beside the planes. */
  companions(design: PlateDesign): readonly PlateFile[];
}
