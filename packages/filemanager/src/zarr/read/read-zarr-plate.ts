import { isAbsolute } from "node:path";
import type { PlaneKey, StagePosition, StoredImage } from "@ohcs/context";
import type { DiskFiles } from "../../disk/disk-files.ts";
import { fail } from "../../errors.ts";
import { filesAt } from "../../objects/object-files.ts";
import { normalizeVirtualPath } from "../../paths/virtual-path.ts";
import type { NgffVersion } from "../array/array-layout.ts";
import type { PlaneGrid } from "../plate/plane-grid.ts";
import { loadPlane } from "../plate/plate-plane.ts";
import { planeName } from "../plate/zarr-image.ts";
import { openZarrPlate, type ZarrPlate } from "../plate/zarr-plate.ts";

/** A field of a plate: its coordinates, stage position and channel names. */
export interface PlateField extends PlaneGrid {
  readonly position: StagePosition | null;
  readonly pixelSizeUm: number | null;
  readonly channelNames: readonly string[];
}

/** The place of a plane in a plate: its well, and the components that were not reduced. */
export type PlateCoordinates = PlaneKey & { readonly well: string };

export interface PlatePlaneOptions {
  /** The label image to read instead of intensities; labels have no channel. */
  readonly label?: string;
  /** Of the pyramid, 0 is the full size. @default 0 */
  readonly level?: number;
}

/**
 * An OME-NGFF plate of either version, from any writer. Metadata are read at first access to a well, pixels only on
 * load.
 */
export interface ZarrPlateReader {
  readonly version: NgffVersion;
  /** `A01`, in the order of the plate's own list. */
  readonly wells: readonly string[];
  /** Names of label images. */
  labels(): Promise<readonly string[]>;
  /** @throws `FILE_NOT_FOUND` for a well that the plate does not list */
  fields(well: string): Promise<readonly PlateField[]>;
  /** The coordinates of every plane of a well; planes of other writers are counted from 1. */
  planes(well: string): Promise<readonly PlateCoordinates[]>;
  /** The plane `[y, x]`. @throws `FILE_NOT_FOUND`, `IMAGE_TRUNCATED`, `IMAGE_UNREADABLE`, `IMAGE_UNSUPPORTED` */
  load(coordinates: PlateCoordinates, options?: PlatePlaneOptions): Promise<StoredImage>;
}

/**
 * Opens the plate at `path` below the absolute folder `root`, or `root` itself.
 * @throws `FILE_NOT_FOUND` where there is no plate, `BACKEND_OPTION_INVALID`
 */
export async function readZarrPlate(root: string, path = ""): Promise<ZarrPlateReader> {
  if (!isAbsolute(root))
    throw fail("BACKEND_OPTION_INVALID", `Cannot read a plate: expected an absolute folder, got '${root}'`);
  const files = filesAt(root);
  const plate = await openZarrPlate(files, normalizeVirtualPath(path));
  if (plate === null)
    throw fail("FILE_NOT_FOUND", `Cannot read '${path}' in '${root}': there is no OME-NGFF plate`, {
      details: { root, path },
    });
  return Object.freeze({
    version: plate.version,
    wells: [...plate.wells.keys()],
    labels: () => plate.labels(),
    fields: (well: string) => fieldsOf(plate, well),
    planes: (well: string) => planesOf(plate, well),
    load: (at: PlateCoordinates, options?: PlatePlaneOptions) => load(files, plate, at, options),
  });
}

async function fieldsOf(plate: ZarrPlate, well: string): Promise<readonly PlateField[]> {
  const fields = await plate.fields(known(plate, well));
  return fields.map(({ grid, position, pixelSizeUm, channelNames }) => {
    const { site, channels, zIndexes, timepoints } = grid;
    return { site, channels, zIndexes, timepoints, position, pixelSizeUm, channelNames };
  });
}

async function planesOf(plate: ZarrPlate, well: string): Promise<readonly PlateCoordinates[]> {
  const planes = await plate.planes(known(plate, well), null);
  return [...planes.values()].map(({ key }) => ({ well, ...key }));
}

async function load(
  files: DiskFiles,
  plate: ZarrPlate,
  { well, ...key }: PlateCoordinates,
  { label, level = 0 }: PlatePlaneOptions = {},
): Promise<StoredImage> {
  const name = planeName(known(plate, well), key);
  const plane = (await plate.planes(well, label ?? null)).get(name);
  if (plane !== undefined) return loadPlane(files, name, plane, { level });
  throw fail("FILE_NOT_FOUND", `Cannot read '${name}': the plate has no such plane`, {
    details: { path: name },
  });
}

function known(plate: ZarrPlate, well: string): string {
  if (plate.wells.has(well)) return well;
  throw fail("FILE_NOT_FOUND", `Cannot read well '${well}': the plate does not list it`, {
    details: { well },
  });
}
