import type { StagePosition } from "../image/image-stack.ts";
import type { PlaneKey } from "../plate/components.ts";
import type { OutputFile } from "./well-result.ts";

/** The files that a step of a well stored, from which a later run can continue after it. */
export interface StoredStep {
  readonly step: string;
  /** Paths of all its files, those of tables and JSON among them. */
  readonly files: readonly string[];
  /** Its images and labels. */
  readonly planes: readonly StoredPlane[];
  /** Its tables; absent in records of earlier versions. */
  readonly tables?: readonly StoredTable[];
}

/** A stored plane with facts that its file does not hold, or not exactly. */
export interface StoredPlane {
  /** `image`, or `labels:nuclei`, `image:heights`, `rgb:overlay`. */
  readonly output: string;
  /** Index of the group that it belongs to, and its place among the planes of the group. */
  readonly group: number;
  readonly plane: number;
  readonly path: string;
  /** The sample of a file with several per pixel. @default its only one */
  readonly sample?: number;
  readonly backend: string;
  /** Coordinates, stage position and pixel size as passed to later steps. */
  readonly key: PlaneKey;
  readonly position: StagePosition | null;
  readonly pixelSizeUm: number | null;
  /** Does the file hold every sample as passed to later steps? If not, they were rounded and clipped. */
  readonly isExact: boolean;
}

/**
 * A stored table with facts that its file does not hold: which rows belong to which group, and the columns of each
 * group.
 */
export interface StoredTable {
  /** `table:nuclei`. */
  readonly output: string;
  /** Does the file hold every cell exactly as passed to later steps? */
  readonly isExact: boolean;
  /** The column lists of the groups, each list once: the file has the union. */
  readonly columns: readonly (readonly string[])[];
  /** Text columns whose values look like numbers or booleans and would be parsed as such from a file. */
  readonly texts: readonly string[];
  /** The rows of the groups, in the order of the file. */
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

/** Where a well continues, instead of at its first step. */
export interface StartingPoint {
  /** Index of the first step that runs. */
  readonly step: number;
  /** What the steps before it stored. */
  readonly stored: readonly StoredStep[];
  readonly outputs: readonly OutputFile[];
}
