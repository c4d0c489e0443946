/**
 * A provider by reference, so that a separate process can create it: `export` of the module at `url`, called with
 * `options`.
 */
export interface ProviderReference {
  readonly name: string;
  readonly url: string;
  readonly export: string;
  /** Plain JSON. */
  readonly options: unknown;
}
