import type { Diagnostic, ManifestChannel, PlateManifest, ZarrField, ZarrReading } from "@ohcs/context";
import { buildManifest } from "../manifest/build-manifest.ts";
import { agreed, type PlaneFile, type PlaneHeader, type PlateDescription } from "../manifest/plate-reading.ts";
import { noticesAbout } from "../notices.ts";

/** The name of the OME-Zarr handler, in options and manifests. */
export const ZARR_HANDLER = "omeZarr";

/** Names that are valid for a folder on every system. */
const PORTABLE = /^(?![. ])[^\\/:*?"<>|\p{Cc}]{1,120}(?<![. ])$/u;
const ENDING = /(?:\.ome)?\.zarr$/i;

/**
 * The manifest of a plate in OME-Zarr. Its name is the one it states, else that of its folder without `.zarr`. Pure.
 * @throws `COORDINATES_CLASH`
 */
export function manifestOfZarr(
  reading: ZarrReading,
  { root, folder }: { readonly root: string; readonly folder: string },
): PlateManifest {
  const { fields, name, acquisition, otherAcquisitions } = reading;
  const placeOf = placesOf(fields);
  const own = name?.replace(ENDING, "") ?? "";
  const manifest = buildManifest({
    plateId: PORTABLE.test(own) ? own : folder.replace(ENDING, ""),
    root,
    handler: ZARR_HANDLER,
    notices: zarrNotices(reading),
    reading: { planes: fields.flatMap(planesOf), notices: [], description: descriptionOf(reading) },
    headers: new Map(fields.flatMap((field) => headersOf(field, placeOf(field)))),
  });
  return {
    ...manifest,
    backend: "zarr",
    ...(otherAcquisitions.length === 0 ? {} : { acquisition }),
    channels: manifest.channels.map((channel) => ({ ...channel, ...displayOf(channel.id, fields) })),
  };
}

function planesOf({ well, planes }: ZarrField): readonly PlaneFile[] {
  return planes.map(({ isStored: _, ...plane }) => ({ ...plane, well, page: 0 }));
}

/** Every array states its size and type, so that all headers are known. */
function headersOf(
  { header, pixelSizeUm, channels, planes }: ZarrField,
  position: PlaneHeader["position"],
): readonly (readonly [string, PlaneHeader])[] {
  const names = new Map(channels.map(({ id, name }) => [id, name]));
  return planes.map(({ path, channel }) => {
    const channelName = names.get(channel) ?? null;
    const facts = { pixelSizeUm, pixelSizeFrom: "description", position, channelName } as const;
    return [path, { header: { ...header, pages: 1 }, problem: null, ...facts }];
  });
}

/**
 * Stage positions; fields of a well that all state the same place are treated as stating none, since writers that know
 * none do so.
 */
function placesOf(fields: readonly ZarrField[]): (field: ZarrField) => PlaneHeader["position"] {
  const places = new Map<string, string[]>();
  for (const { well, position } of fields) places.set(well, [...(places.get(well) ?? []), JSON.stringify(position)]);
  return ({ well, position }) => {
    const own = places.get(well) ?? [];
    return own.length > 1 && new Set(own).size === 1 ? null : position;
  };
}

function descriptionOf({ wells, fields, format = null }: ZarrReading): PlateDescription {
  return {
    plateFormat: format && { rows: format.rows, columns: format.columns },
    announced: { wells },
    zStepUm: agreed(fields.map(({ zStepUm }) => zStepUm)),
    intervalS: agreed(fields.map(({ intervalS }) => intervalS)),
  };
}

/** How a viewer shows a channel: what all fields state alike. */
function displayOf(id: string, fields: readonly ZarrField[]): Pick<ManifestChannel, "color" | "window"> {
  const stated = fields.flatMap(({ channels }) => channels.filter((own) => own.id === id));
  return {
    color: agreed(stated.map(({ color = null }) => color)),
    window: agreed(stated.map(({ window = null }) => window)),
  };
}

/** Notices about an OME-Zarr plate besides the gaps that any plate may have. */
function zarrNotices({ otherAcquisitions, missingFields, unstored, fields }: ZarrReading): readonly Diagnostic[] {
  const empty = fields.flatMap(({ planes }) => planes.filter(({ isStored }) => !isStored).map(({ path }) => path));
  const ids = otherAcquisitions.map(String);
  return [
    ...noticesAbout("ACQUISITIONS_SET_ASIDE", ids, (n) => `Set aside the fields of ${n("other acquisition")}`),
    ...noticesAbout("FIELDS_MISSING", missingFields, (n) => `Did not find ${n("field")} that the plate lists`),
    ...noticesAbout("PLANES_UNSTORED", unstored, (n) => `Found ${n("plane")} declared and never stored`),
    ...noticesAbout("PLANES_EMPTY", empty, (n) => `Found ${n("plane")} without any chunk: all of it is the fill value`),
  ];
}
