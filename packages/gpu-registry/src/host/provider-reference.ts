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
  /** An optional package that the module loads: where it is not installed, no process is started to learn so. */
  readonly requires?: string;
}
