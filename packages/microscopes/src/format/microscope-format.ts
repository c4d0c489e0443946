import type { SourceFile, SourceHeader } from "@ohcs/context";
import type { PlaneDescription, PlaneFile, PlateReading } from "../manifest/plate-reading.ts";

/**
 * How the plates of one family of microscopes are read: pure functions from names and metadata to planes, no file system.
 * `formatHandler` makes a handler of one.
 */
export interface MicroscopeFormat {
  readonly name: string;
  readonly version: string;
  readonly summary: string;
  /** Between 0 (not mine) and 1 (certainly mine), from the paths of all files. */
  readonly recognizes: (paths: readonly string[]) => number;
  /** The metadata files of the plate among all paths, in any folder. Left out: there are none. */
  readonly companions?: (paths: readonly string[]) => readonly string[];
  /** The most bytes that a metadata file may have. @default 67108864 (64 MiB) */
  readonly maxCompanionBytes?: number;
  /** The planes among the files; `companions` hold the bytes of the metadata files by path. */
  readonly read: (files: readonly SourceFile[], companions: ReadonlyMap<string, Uint8Array>) => PlateReading;
  /**
   * Where a file holds several planes: the planes in the pages of one, by its header. Then every header is read, whatever
   * the policy says. Left out: the page that `read` states, 0 as a rule, is all there is.
   */
  readonly pages?: (plane: PlaneFile, header: SourceHeader) => readonly PlaneFile[];
  /** What an image's description says about its plane, null where it is none of this format's. */
  readonly describePlane?: (description: string) => PlaneDescription | null;
}
