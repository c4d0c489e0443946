/** What all scenarios have in common. */
export interface Plate {
  /** The built command line. */
  readonly ohcs: string;
  /** Folder for everything that is made. */
  readonly scratch: string;
  /** The source plate. */
  readonly folder: string;
  readonly pipeline: string;
  /** Wells that its phases run in all: each counts in each phase. */
  readonly wells: number;
}

/** An uninterrupted run: what it comes to, and the time it takes. */
export interface WholeRun {
  readonly tree: ReadonlyMap<string, string>;
  readonly ms: number;
}
