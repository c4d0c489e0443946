import type { PackageOrigin } from "../modules/find-module.ts";

/** A module that the user named: a file, bundled with everything it imports from beside it, or a package. */
export interface UserModule {
  /** What references in contexts say: `user:<sha256>` of the code, or the name of the package. */
  readonly name: string;
  /** The bundle: ESM, with every import of a package as an absolute URL; null for a package, which is loaded from where it lies. */
  readonly code: string | null;
  readonly url: string;
  /** Of a package: what distinguishes it from others of its name. */
  readonly origin: PackageOrigin | null;
  readonly exports: Readonly<Record<string, unknown>>;
}
