/** A file that a well of the run committed, as a reduction over the plate reads it. */
export interface WellFile {
  readonly well: string;
  /** Relative to the root of the output plate. */
  readonly path: string;
  /** Of its bytes. */
  readonly sha256: string;
}
