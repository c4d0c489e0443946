import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { StagePosition } from "../image/image-stack.ts";
import type { ImageHeader, ManifestChannel } from "../manifest/plate-manifest.ts";
import type { PlaneCoordinates } from "../plate/components.ts";

/** A file below a plate's folder: its POSIX path from there, its length and its time of change. */
export interface SourceFile {
  readonly path: string;
  readonly bytes: number;
  readonly mtimeMs: number;
}

/** The contents of a plate's folder. */
export interface SourceListing {
  /** In the order of their paths, code unit by code unit; hidden files are left out. */
  readonly files: readonly SourceFile[];
  /** What was skipped, such as links that leave the folder: part of the plate's manifest. */
  readonly notices: readonly Diagnostic[];
}

/** The header of an image file: of the first page, with its ImageDescription and its pixel size in µm. */
export interface SourceHeader extends ImageHeader {
  readonly description: string | null;
  readonly pixelSizeUm: number | null;
  /** Samples of a pixel: 3 in RGB. @default 1 */
  readonly samples?: number;
}

export interface ReadOptions {
  /** Longer files are refused with `PLATE_FILE_TOO_LARGE`. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

/** What to read of an OME-Zarr plate. */
export interface ZarrSurveyOptions {
  /** The id of the acquisition, where there are several. */
  readonly acquisition?: number;
  readonly signal?: AbortSignal;
}

/**
 * A plate as handlers see it: read-only files by POSIX paths from its root. Only files that `list()` names can be read,
 * so that nothing outside the plate can be.
 */
export interface PlateReader {
  readonly specVersion: 1;
  /** Where the plate lies: for messages, and as `root` of the manifest. */
  readonly root: string;
  /** The name of the plate's folder. */
  readonly name: string;
  /** Everything in the folder at any depth. The folder is listed once; later calls return the same. */
  list(signal?: AbortSignal): Promise<SourceListing>;
  /** All bytes of a listed file. @throws `PLATE_FILE_UNLISTED`, `PLATE_FILE_TOO_LARGE`, `PLATE_UNREADABLE` */
  readBytes(path: string, options: ReadOptions): Promise<Uint8Array>;
  /** A listed file as text, UTF-8, UTF-16 or Latin-1, without its byte order mark. */
  readText(path: string, options: ReadOptions): Promise<string>;
  /** The header of a listed image; rejects where it is damaged. Null where headers cannot be read. */
  readonly readHeader: ((path: string, signal?: AbortSignal) => Promise<SourceHeader>) | null;
  /** Is the root that of a Zarr hierarchy? Determined without listing: a plate may have millions of chunks. */
  isZarr(): Promise<boolean>;
  /** Surveys the OME-Zarr plate at the root; rejects if there is none. Null if the reader cannot do this. */
  readonly surveyZarr: ((options: ZarrSurveyOptions) => Promise<ZarrReading>) | null;
}

/** The survey of an OME-Zarr plate: documents, and sizes and times of files. */
export interface ZarrReading {
  /** The plate's own name, or null. */
  readonly name: string | null;
  /** Every well that the plate lists, imaged or not: `A01`. */
  readonly wells: readonly string[];
  /** Rows and columns of the plate, as far as it lists all those of a plate that is sold. @default unknown */
  readonly format?: { readonly rows: number; readonly columns: number } | null;
  /** The acquisition of the fields, if they state one. */
  readonly acquisition: number | null;
  /** Acquisitions whose fields were left out. */
  readonly otherAcquisitions: readonly number[];
  readonly fields: readonly ZarrField[];
  /** Groups of fields that wells list but that do not exist. */
  readonly missingFields: readonly string[];
  /** Planes that are declared but were never stored, by name. */
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
  readonly channels: readonly ManifestChannel[];
  readonly planes: readonly ZarrPlane[];
}

/** A plane: the name by which it is loaded, and the size and time of the files behind it. */
export interface ZarrPlane extends PlaneCoordinates, SourceFile {
  /** Does any such file exist? Without one a plane consists of the fill value. */
  readonly isStored: boolean;
}
