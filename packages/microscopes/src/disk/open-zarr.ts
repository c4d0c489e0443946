import { access } from "node:fs/promises";
import { basename, join } from "node:path";
import type { OpenPlateOptions, PlateManifest } from "@ohcs/context";
import { countOf } from "../count-of.ts";
import { fail } from "../errors.ts";
import { manifestOfZarr } from "../zarr/manifest-of-zarr.ts";
import type { ZarrReading } from "../zarr/zarr-reading.ts";
import { plateRoot } from "./plate-root.ts";

/** What is wanted of an OME-Zarr plate. */
export interface ZarrReadingOptions {
  /** The id of the acquisition, where there are several. */
  readonly acquisition?: number;
  readonly signal?: AbortSignal;
}

/** Looks through the OME-Zarr plate in the folder at an absolute path; rejects where there is none. */
export type ReadZarr = (root: string, options: ZarrReadingOptions) => Promise<ZarrReading>;

/** How an OME-Zarr plate is opened: every array states its size and type, so that there is no policy for headers. */
export interface OpenZarrOptions extends Pick<OpenPlateOptions, "signal"> {
  /** Without it no OME-Zarr plate can be opened. */
  readonly readZarr?: ReadZarr;
  /** The id of the acquisition, where there are several. */
  readonly acquisition?: number;
}

const DOCUMENTS = ["zarr.json", ".zgroup", ".zattrs", ".zarray"];

/** Is the folder the root of a Zarr hierarchy of either version? Its documents lie there. */
export async function isZarrFolder(root: string): Promise<boolean> {
  const found = await Promise.all(
    DOCUMENTS.map((name) =>
      access(join(root, name)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

/** Opens an OME-Zarr plate. @throws `PLATE_NOT_FOUND`, `PLATE_EMPTY`, `COORDINATES_CLASH`, and what its reader throws */
export async function openZarr(
  folder: string,
  { readZarr, acquisition, signal }: OpenZarrOptions,
): Promise<PlateManifest> {
  const { root } = await plateRoot(folder);
  if (readZarr === undefined)
    throw fail("PLATE_UNRECOGNIZED", `Cannot open plate '${root}': expected a reader of OME-Zarr, got none`, {
      details: { root },
      remedy: "Pass 'readZarr', such as 'surveyZarrPlate' of '@ohcs/filemanager/zarr'.",
    });
  const reading = await readZarr(root, {
    ...(acquisition === undefined ? {} : { acquisition }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (reading.fields.every(({ planes }) => planes.length === 0))
    throw fail(
      "PLATE_EMPTY",
      `Cannot open plate '${root}': expected stored planes, got none in ${countOf(reading.wells.length, "well")}`,
      {
        details: { root },
      },
    );
  return manifestOfZarr(reading, { root, folder: basename(root) });
}
