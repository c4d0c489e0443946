import type { Diagnostic, ImageHeader, PlaneCoordinates, SourceFile, StagePosition } from "@ohcs/context";

/** What the names in a plate's folder, and its metadata files, say: planes, and what is said about the rest. */
export interface PlateReading {
  readonly planes: readonly PlaneFile[];
  readonly notices: readonly Diagnostic[];
  /** What a metadata file says about the plate; null or left out where none does. */
  readonly description?: PlateDescription | null;
}

/** A file, or a page of it, that holds a plane; what metadata files say of that plane wins over what the image says. */
export interface PlaneFile extends SourceFile, PlaneCoordinates, Partial<PlaneDescription> {
  readonly well: string;
  /** From 0. */
  readonly page: number;
}

/** What a plate's own metadata announce; null or left out where they do not say. */
export interface PlateDescription {
  /** Channel id → the name that the microscope gave it. */
  readonly channelNames?: ReadonlyMap<string, string>;
  /** Rows and columns of sites; site 1 is top left, row by row. */
  readonly grid?: { readonly rows: number; readonly columns: number } | null;
  readonly announced?: Partial<Announcement>;
  /** µm; wins over what images say. */
  readonly pixelSizeUm?: number | null;
  /** µm from one z to the next. */
  readonly zStepUm?: number | null;
  /** Seconds from one timepoint to the next. */
  readonly intervalS?: number | null;
  readonly notices?: readonly Diagnostic[];
}

/** What an acquisition set out to image, counted from 1. */
export interface Announcement {
  readonly wells: readonly string[];
  readonly channels: readonly string[];
  readonly sites: number | null;
  readonly zSteps: number | null;
  readonly timepoints: number | null;
}

/** What is said about one plane, in µm, x right, y down; null where it is not said. */
export interface PlaneDescription {
  readonly pixelSizeUm: number | null;
  readonly position: StagePosition | null;
  readonly channelName: string | null;
}

/** What was read from one image: its header and what it says about its plane, or why it cannot be read. */
export type PlaneHeader =
  | ({ readonly header: ImageHeader; readonly problem: null } & PlaneDescription)
  | ({ readonly header: null; readonly problem: string } & PlaneDescription);

/** Headers by path; only the images that were looked into. */
export type PlaneHeaders = ReadonlyMap<string, PlaneHeader>;

const IMAGE_NAME = /\.(?:tiff?|png)$/i;

/** Does the name end as images do that can be read: `.tif`, `.tiff`, `.png`, in any case? */
export function isImagePath(path: string): boolean {
  return IMAGE_NAME.test(path);
}

/** The last part of a POSIX path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
