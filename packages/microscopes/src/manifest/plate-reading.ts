import type {
  Diagnostic,
  FactSource,
  ImageHeader,
  ManifestChannel,
  ManifestObjective,
  PlaneCoordinates,
  SourceFile,
  StagePosition,
} from "@ohcs/context";

/** The reading of a plate's names and metadata files: planes, and facts about the plate. */
export interface PlateReading {
  readonly planes: readonly PlaneFile[];
  readonly notices: readonly Diagnostic[];
  /** Facts from a metadata file about the plate; null or omitted if there are none. */
  readonly description?: PlateDescription | null;
}

/** A file, or a page of it, that holds a plane; metadata files take precedence over the image. */
export interface PlaneFile extends SourceFile, PlaneCoordinates, Partial<PlaneDescription> {
  readonly well: string;
  /** From 0. */
  readonly page: number;
  /** From 0, only of pages with several samples per pixel. */
  readonly sample?: number;
}

/** The facts in a plate's own metadata; null or omitted if not stated. */
export interface PlateDescription {
  /** Channel id → its name, wavelengths, exposure, …; what is left out is unknown. */
  readonly channels?: ReadonlyMap<string, Partial<Omit<ManifestChannel, "id">>>;
  /** Rows and columns of sites; site 1 is top left, row by row. */
  readonly grid?: { readonly rows: number; readonly columns: number } | null;
  readonly announced?: Partial<Announcement>;
  /** µm; takes precedence over the images. */
  readonly pixelSizeUm?: number | null;
  /** The metadata file that states these facts, and pixel sizes of planes. */
  readonly path?: string | null;
  /** Those that state facts besides. @default `path` */
  readonly paths?: { readonly [Fact in FactSource["fact"]]?: string | undefined };
  readonly objective?: ManifestObjective | null;
  /** When the acquisition began, as `xsd:dateTime`, whose zone is optional. */
  readonly startedAt?: string | null;
  /** Rows and columns of the plate's wells. */
  readonly plateFormat?: { readonly rows: number; readonly columns: number } | null;
  /** µm from one z to the next. */
  readonly zStepUm?: number | null;
  /** Seconds from one timepoint to the next. */
  readonly intervalS?: number | null;
  readonly notices?: readonly Diagnostic[];
}

/** The planned extent of an acquisition, counted from 1, or from 0 where the plate's own numbers begin there. */
export interface Announcement {
  readonly wells: readonly string[];
  readonly channels: readonly string[];
  readonly sites: number | null;
  readonly zSteps: number | null;
  readonly timepoints: number | null;
}

/** Facts about one plane, in µm, x right, y down; null if not stated. */
export interface PlaneDescription {
  readonly pixelSizeUm: number | null;
  readonly position: StagePosition | null;
  readonly channelName: string | null;
  /** Height of the focus, µm, up. */
  readonly zUm?: number | null;
  /** As `xsd:dateTime`: local time of the instrument where no zone is stated. */
  readonly acquiredAt?: string | null;
  /** Of its channel: main wavelengths in nm, exposure in ms. */
  readonly excitationNm?: number | null;
  readonly emissionNm?: number | null;
  readonly exposureMs?: number | null;
  readonly objective?: ManifestObjective | null;
}

/** The reading of one image: its header and the facts about its plane, or why it cannot be read. */
export type PlaneHeader = PlaneDescription & {
  /** Where the pixel size is from. @default "tags" */
  readonly pixelSizeFrom?: "description" | "tags";
} & ({ readonly header: ImageHeader; readonly problem: null } | { readonly header: null; readonly problem: string });

/** Headers by path; only of images whose headers were read. */
export type PlaneHeaders = ReadonlyMap<string, PlaneHeader>;

const IMAGE_NAME = /\.(?:tiff?|png)$/i;

/** Does the name have the extension of a readable image: `.tif`, `.tiff`, `.png`, in any case? */
export function isImagePath(path: string): boolean {
  return IMAGE_NAME.test(path);
}

/** The last part of a POSIX path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** All but the last part of a POSIX path; empty where there is one alone. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** The common value, by what it says; null if they do not agree, or some state none. */
export function agreed<Value>(values: readonly (Value | null)[]): Value | null {
  const [first = null] = values;
  const text = JSON.stringify(first);
  return values.every((value) => value === first || JSON.stringify(value) === text) ? first : null;
}
