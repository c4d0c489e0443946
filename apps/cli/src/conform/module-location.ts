/** A module that was found: where to import it from, and what to call it. */
export interface ModuleLocation {
  /** A `file:` URL of a package's entry, or a `data:` URL of a bundle. */
  readonly url: string;
  /** The absolute path of a file, or the name of a package. */
  readonly name: string;
}
