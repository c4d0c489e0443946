/** A file that a plate's run committed, as a reduction over plates reads it. */
export interface PlateFile {
  readonly plate: string;
  /** `table:wells`, `artifact:field` */
  readonly output: string;
  /** Relative to the folder in which the output plates lie. */
  readonly path: string;
  /** Of its bytes. */
  readonly sha256: string;
}
