import type { ZarrField, ZarrReading } from "@ohcs/context";

/** A field with two channels of one plane each, with overrides by a test. */
export function zarrField(well: string, site: number, other: Partial<ZarrField> = {}): ZarrField {
  const channels = [
    { id: "1", name: "DAPI", color: "0000FF" },
    { id: "2", name: null, color: null },
  ];
  const planes = channels.map(({ id }) => ({
    site,
    channel: id,
    zIndex: 1,
    timepoint: 1,
    path: `${well}_s00${site}_w${id}`,
    bytes: 100,
    mtimeMs: 5,
    isStored: true,
  }));
  const header = { width: 8, height: 6, dtype: "uint16" } as const;
  const position = { xUm: 10 * site, yUm: 0 };
  return { well, header, pixelSizeUm: 0.5, zStepUm: null, intervalS: null, position, channels, planes, ...other };
}

/** The survey of a plate with these fields. */
export function zarrReading(fields: readonly ZarrField[], other: Partial<ZarrReading> = {}): ZarrReading {
  const wells = [...new Set(fields.map(({ well }) => well))];
  const rest = { acquisition: null, otherAcquisitions: [], missingFields: [], unstored: [] };
  return { name: null, wells, fields, ...rest, ...other };
}
