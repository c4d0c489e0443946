/** The common data of all scenarios. */
export interface Plate {
  /** The built command line. */
  readonly ohcs: string;
  /** Folder for all generated files. */
  readonly scratch: string;
  /** The source plate. */
  readonly folder: string;
  readonly pipeline: string;
  /** Wells that its phases run in all: each counts in each phase. */
  readonly wells: number;
}

/** An uninterrupted run: its results and duration. */
export interface WholeRun {
  readonly tree: ReadonlyMap<string, string>;
  readonly ms: number;
}
