import { formatPlaneKey, type PlateManifest } from "@ohcs/context";
import { fail } from "../errors.ts";

/** The location of one plane: a file below the root, a page of it, a sample where there are several, and the bytes of that file. */
export interface MappedPlane {
  readonly path: string;
  /** From 0. */
  readonly page: number;
  readonly sample?: number;
  readonly bytes: number;
}

/** How `mappedBackend` is opened: plain JSON. */
export interface MappedOptions {
  /** Absolute folder of the source plate. */
  readonly root: string;
  /** Virtual path, such as `A01/s001_w1_z001_t001` → where the plane lies. */
  readonly planes: Readonly<Record<string, MappedPlane>>;
  /** Pixel size in µm, whatever tags of the files say (an Operetta's state the camera's); null leaves those of the files. */
  readonly pixelSizeUm: number | null;
}

/**
 * The options that show a plate by coordinates: `<well>/<site>_<channel>_<z>_<time>`.
 * @throws `BACKEND_OPTION_INVALID` where two planes would have one path
 */
export function mappingOf({ root, images, calibration }: PlateManifest): MappedOptions {
  const planes = new Map<string, MappedPlane>();
  for (const { well, path, page, sample, bytes, ...coordinates } of images) {
    const virtual = `${well}/${formatPlaneKey(coordinates)}`;
    const clash = planes.get(virtual);
    if (clash !== undefined) throw twice(virtual, clash.path, path);
    planes.set(virtual, { path, page, bytes, ...(sample === undefined ? {} : { sample }) });
  }
  return {
    root,
    planes: Object.fromEntries(planes),
    pixelSizeUm: calibration.pixelSizeUm,
  };
}

function twice(virtual: string, first: string, second: string): Error {
  const message = `Cannot map '${virtual}': expected one plane, got '${first}' and '${second}'`;
  return fail("BACKEND_OPTION_INVALID", message, { details: { path: virtual, first, second } });
}
