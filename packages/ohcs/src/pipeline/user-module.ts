/** A module that the user named, bundled with everything it imports from beside it. */
export interface UserModule {
  /** `user:<sha256>` of the code: what references in contexts say. */
  readonly name: string;
  /** The bundle: ESM, with every import of a package as an absolute URL. */
  readonly code: string;
  readonly exports: Readonly<Record<string, unknown>>;
}
