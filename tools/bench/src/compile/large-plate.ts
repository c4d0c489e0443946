import { formatWellId, PLATE_FORMATS, type PlateManifest, type SourceImage } from "@ohcs/context";

/** Usual sites, and channels, of {@link largePlate}. */
export const SITES = 9;
export const CHANNELS = ["DAPI", "GFP", "RFP", "Cy5"] as const;

const HEADER = { width: 2048, height: 2048, dtype: "uint16", pages: 1 } as const;

/** The manifest of a full plate as a microscope handler would make it: `wells` × sites × channels, one plane each. */
export function largePlate(wells: number, sites = SITES): PlateManifest {
  const names = wellNames(wells);
  const side = Math.ceil(Math.sqrt(sites));
  return {
    specVersion: 1,
    plateId: `plate-${wells}`,
    root: `/plates/plate-${wells}`,
    handler: "imagexpress",
    images: names.flatMap((well) => imagesOf(well, sites, side)),
    wells: names,
    channels: CHANNELS.map((name, i) => ({ id: String(i + 1), name })),
    grid: { rows: side, columns: side },
    calibration: { pixelSizeUm: 0.65 },
    notices: [],
  };
}

/** The wells of a full plate, row by row. */
export function wellNames(wells: number): string[] {
  const format = PLATE_FORMATS.find((candidate) => candidate.wells === wells);
  if (format === undefined) throw new Error(`Cannot make a plate: there is no format of '${wells}' wells`);
  const { rows, columns } = format;
  return Array.from({ length: wells }, (_, i) => formatWellId(Math.floor(i / columns) % rows, i % columns));
}

function imagesOf(well: string, sites: number, side: number): SourceImage[] {
  return Array.from({ length: sites * CHANNELS.length }, (_, i) => {
    const [site, channel] = [1 + Math.floor(i / CHANNELS.length), String(1 + (i % CHANNELS.length))];
    const path = `TimePoint_1/${well}_s${site}_w${channel}.TIF`;
    const position = { xUm: 1340 * ((site - 1) % side), yUm: 1340 * Math.floor((site - 1) / side) };
    return {
      well,
      site,
      channel,
      zIndex: 1,
      timepoint: 1,
      path,
      page: 0,
      bytes: 8_389_000,
      mtimeMs: 1,
      header: HEADER,
      position,
    };
  });
}
