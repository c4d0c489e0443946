import type { GridCell } from "../scene/place-tiles.ts";
import type { PlateCoordinates, PlateDesign } from "./plate-design.ts";

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

/** The begin of every synthetic acquisition, and how long a plane takes. */
const STARTED_AT_MS = Date.UTC(2024, 0, 2, 12);

const MS_PER_PLANE = 250;

const WAVELENGTHS_NM = [
  [405, 452],
  [488, 525],
  [561, 624],
  [640, 692],
] as const;

/** When that plane begins to be taken, of all in their order; ISO 8601, UTC. */
export function timeAt(plane: number): string {
  return new Date(STARTED_AT_MS + plane * MS_PER_PLANE).toISOString();
}

/** All planes of a design, missing ones included: by well, time, z, site, channel. */
export function* planesOf(
  design: Pick<PlateDesign, "wells" | "timepoints" | "zSteps" | "channels">,
): Generator<PlateCoordinates> {
  for (const { well, tiles } of design.wells)
    for (let timepoint = 1; timepoint <= design.timepoints; timepoint++)
      for (let zIndex = 1; zIndex <= design.zSteps; zIndex++)
        for (const { site } of tiles)
          for (let channel = 1; channel <= design.channels.length; channel++)
            yield { well, site, channel, zIndex, timepoint };
}

/** One text per plane, equal for equal coordinates. */
export function planeKey({ well, site, channel, zIndex, timepoint }: PlateCoordinates): string {
  return `${well} s${site} w${channel} z${zIndex} t${timepoint}`;
}

/** Row by row from the upper left. */
export function rasterOrder(rows: number, columns: number): readonly GridCell[] {
  return Array.from({ length: rows * columns }, (_, i) => ({ row: Math.floor(i / columns), column: i % columns }));
}

/** Facts about a channel as synthetic plates state them, from 1. */
export function channelFacts(channel: number): {
  readonly excitationNm: number;
  readonly emissionNm: number;
  readonly exposureMs: number;
} {
  const [excitationNm, emissionNm] = WAVELENGTHS_NM[(channel - 1) % WAVELENGTHS_NM.length] ?? [0, 0];
  return { excitationNm, emissionNm, exposureMs: 50 * channel };
}

/** Characters of XML that texts may not contain, as references. */
export function escapedXml(text: string): string {
  return text.replaceAll(/[&<>"\r\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}
