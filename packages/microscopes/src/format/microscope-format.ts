import type { SourceFile, SourceHeader } from "@ohcs/context";
import type { PlaneDescription, PlaneFile, PlateReading } from "../manifest/plate-reading.ts";

/**
 * How to read the plates of one family of microscopes: pure functions from names and metadata to planes, no file
 * system. `formatHandler` makes a handler from a format.
 */
export interface MicroscopeFormat {
  readonly name: string;
  readonly version: string;
  readonly summary: string;
  /** Between 0 (no match) and 1 (certain match), from the paths of all files. */
  readonly recognizes: (paths: readonly string[]) => number;
  /** The metadata files of the plate among all paths, in any folder. Omitted if there are none. */
  readonly companions?: (paths: readonly string[]) => readonly string[];
  /** The most bytes that a metadata file may have. @default 67108864 (64 MiB) */
  readonly maxCompanionBytes?: number;
  /** The planes among the files; `companions` hold the bytes of the metadata files by path. */
  readonly read: (files: readonly SourceFile[], companions: ReadonlyMap<string, Uint8Array>) => PlateReading;
  /**
   * For files with several planes: the planes in the pages of a file, by its header. Every header is then read,
   * regardless of the policy. If omitted, a file has one plane, at the page that `read` states (usually 0).
   */
  readonly pages?: (plane: PlaneFile, header: SourceHeader) => readonly PlaneFile[];
  /**
   * The facts in an image's description about its plane, null if it is not of this format. Where only the `position` is
   * wanted, as of thousands of images, the others may be left out.
   */
  readonly describePlane?: (description: string, wanted?: "position") => PlaneDescription | null;
}
