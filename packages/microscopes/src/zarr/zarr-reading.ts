import type { ImageHeader, PlaneCoordinates, StagePosition } from "@ohcs/context";

/** What a reader of OME-Zarr plates finds: documents, and the sizes and times of files. */
export interface ZarrReading {
  /** What the plate calls itself, or null. */
  readonly name: string | null;
  /** Every well that the plate lists, imaged or not: `A01`. */
  readonly wells: readonly string[];
  /** Acquisitions whose fields were left out. */
  readonly otherAcquisitions: readonly number[];
  readonly fields: readonly ZarrField[];
  /** Groups of fields that wells list and that are not there. */
  readonly missingFields: readonly string[];
  /** Planes that are declared and were never stored, by name. */
  readonly unstored: readonly string[];
}

/** A field of a well: one image, of which the full size counts. Unknown is null. */
export interface ZarrField {
  readonly well: string;
  readonly header: Omit<ImageHeader, "pages">;
  readonly pixelSizeUm: number | null;
  readonly zStepUm: number | null;
  readonly intervalS: number | null;
  readonly position: StagePosition | null;
  /** In the order of the array; colours as six hexadecimal digits. */
  readonly channels: readonly { readonly id: string; readonly name: string | null; readonly color: string | null }[];
  readonly planes: readonly ZarrPlane[];
}

/** A plane: the name by which it is loaded, and the size and time of the files behind it. */
export interface ZarrPlane extends PlaneCoordinates {
  readonly path: string;
  readonly bytes: number;
  readonly mtimeMs: number;
  /** Is there any such file? Without one a plane is all fill value. */
  readonly isStored: boolean;
}
