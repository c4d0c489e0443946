import type { StagePosition } from "../image/image-stack.ts";
import type { PlaneKey } from "../plate/components.ts";
import type { OutputFile } from "./well-result.ts";

/** What a step of a well left in files, such that a later run can begin behind it. */
export interface StoredStep {
  readonly step: string;
  /** Paths of all its files, those of tables and JSON among them. */
  readonly files: readonly string[];
  /** Its images and labels. */
  readonly planes: readonly StoredPlane[];
  /** Its tables; records of earlier versions do not know. */
  readonly tables?: readonly StoredTable[];
}

/** A stored plane with what its file does not say, or not exactly. */
export interface StoredPlane {
  /** `image`, or `labels:nuclei`. */
  readonly output: string;
  /** Index of the group that it belongs to, and its place among the planes of the group. */
  readonly group: number;
  readonly plane: number;
  readonly path: string;
  readonly backend: string;
  /** Coordinates, stage position and pixel size as later steps were given them. */
  readonly key: PlaneKey;
  readonly position: StagePosition | null;
  readonly pixelSizeUm: number | null;
  /** Are its samples of the type that later steps were given? Else they were rounded and clipped. */
  readonly isExact: boolean;
}

/** A stored table with what its file does not say: which rows are those of which group, and what columns these had. */
export interface StoredTable {
  /** `table:nuclei`. */
  readonly output: string;
  /** Does the file give back each cell that later steps were given? */
  readonly isExact: boolean;
  /** The columns that groups gave, each list once: the file has more. */
  readonly columns: readonly (readonly string[])[];
  /** Columns of texts that read like numbers or booleans, as which a file may give them back. */
  readonly texts: readonly string[];
  /** What groups gave, in the order in which it lies in the file. */
  readonly parts: readonly StoredTablePart[];
}

/** The rows of one group. */
export interface StoredTablePart {
  /** Index of the group. */
  readonly group: number;
  readonly rows: number;
  /** Index of the list of its columns. */
  readonly columns: number;
}

/** Where a well is gone on with, in place of its first step. */
export interface StartingPoint {
  /** Index of the first step that runs. */
  readonly step: number;
  /** What the steps before it left. */
  readonly stored: readonly StoredStep[];
  readonly outputs: readonly OutputFile[];
}
