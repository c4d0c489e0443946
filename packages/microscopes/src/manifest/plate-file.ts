import type { PlaneCoordinates } from "@ohcs/context";

/** A file below a plate's folder: its POSIX path from there, its length and its time of change. */
export interface PlateFile {
  readonly path: string;
  readonly bytes: number;
  readonly mtimeMs: number;
}

/** A file that holds a plane, by what its name and folders state. */
export interface PlaneFile extends PlateFile, PlaneCoordinates {
  readonly well: string;
  readonly page: number;
}

const IMAGE_NAME = /\.(?:tiff?|png)$/i;

/** Does the name end as images do that can be read: `.tif`, `.tiff`, `.png`, in any case? */
export function isImagePath(path: string): boolean {
  return IMAGE_NAME.test(path);
}

/** The last part of a POSIX path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
