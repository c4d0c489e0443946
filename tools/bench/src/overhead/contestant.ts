/** Something that does the work of all wells again and again, opened once. */
export interface Contestant {
  /** Does it for every well, one after the other; returns ms per well. */
  readonly msPerWell: () => Promise<number>;
  readonly close: () => Promise<void>;
}
