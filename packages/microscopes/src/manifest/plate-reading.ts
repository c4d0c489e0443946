import type { Diagnostic, ImageHeader, PlaneCoordinates, SourceFile, StagePosition } from "@ohcs/context";

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
}

/** The facts in a plate's own metadata; null or omitted if not stated. */
export interface PlateDescription {
  /** Channel id → the name that the microscope gave it. */
  readonly channelNames?: ReadonlyMap<string, string>;
  /** Rows and columns of sites; site 1 is top left, row by row. */
  readonly grid?: { readonly rows: number; readonly columns: number } | null;
  readonly announced?: Partial<Announcement>;
  /** µm; takes precedence over the images. */
  readonly pixelSizeUm?: number | null;
  /** µm from one z to the next. */
  readonly zStepUm?: number | null;
  /** Seconds from one timepoint to the next. */
  readonly intervalS?: number | null;
  readonly notices?: readonly Diagnostic[];
}

/** The planned extent of an acquisition, counted from 1. */
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
}

/** The reading of one image: its header and the facts about its plane, or why it cannot be read. */
export type PlaneHeader =
  | ({ readonly header: ImageHeader; readonly problem: null } & PlaneDescription)
  | ({ readonly header: null; readonly problem: string } & PlaneDescription);

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
