import type { Axis } from "../model/multiscale.ts";
import type { NgffVersion } from "../model/version.ts";

/** Facts about an array for the checks between documents. */
export interface ArrayFacts {
  /** The path of its metadata. */
  readonly document: string;
  readonly version: NgffVersion;
  readonly shape: readonly number[];
  /** As zarr v3 names it: `uint16`. */
  readonly dataType: string;
  /** Null in zarr v2, and where v3 gives none. */
  readonly dimensionNames: readonly unknown[] | null;
}

/** Facts about an image for the checks between documents. */
export interface ImageFacts {
  /** The path of its metadata. */
  readonly document: string;
  readonly axes: readonly Axis[];
  /** How many levels it lists. */
  readonly levels: number;
  /** The array of its largest level, where it could be read. */
  readonly largest: ArrayFacts | null;
}
