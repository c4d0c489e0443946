import type { PlateFile } from "../manifest/plate-file.ts";
import type { PlaneDescription, PlateDescription, PlateReading } from "../manifest/plate-reading.ts";

/** How the plates of one family of microscopes are read: pure functions from names and metadata, no file system. */
export interface MicroscopeFormat {
  readonly name: string;
  readonly summary: string;
  /** Between 0 (not mine) and 1 (certainly mine), from the paths of all image files. */
  recognizes(imagePaths: readonly string[]): number;
  read(files: readonly PlateFile[]): PlateReading;
  /** The plate's metadata file, null where there is none. */
  companion(files: readonly PlateFile[]): string | null;
  /** What the companion says, null where it is none of this format's. */
  describe(bytes: Uint8Array): PlateDescription | null;
  /** What an image's description says about its plane, null where it is none of this format's. */
  describePlane(description: string): PlaneDescription | null;
}
