/** A contestant that does the work of all wells repeatedly, opened once. */
export interface Contestant {
  /** Runs every well, one after the other; returns ms per well. */
  readonly msPerWell: () => Promise<number>;
  readonly close: () => Promise<void>;
}
