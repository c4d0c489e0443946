/** A provider by name, so that a process of its own can make it: `export` of the module at `url`, called with `options`. */
export interface ProviderReference {
  readonly name: string;
  readonly url: string;
  readonly export: string;
  /** Plain JSON. */
  readonly options: unknown;
}
