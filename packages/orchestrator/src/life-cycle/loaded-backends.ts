import type { BackendCatalogue } from "@ohcs/context";

/** Backends that were found by their names, with where workers find them. */
export interface LoadedBackends {
  readonly catalogue: BackendCatalogue;
  /** Module name of a reference → the URL from which workers import it, beside those of the program. */
  readonly modules?: Readonly<Record<string, string>>;
  /** Bundled user modules by name, `user:<sha256>` → text of an ES module. */
  readonly userModules?: Readonly<Record<string, string>>;
}

/** Finds backends by name, and loads no others. What cannot be found is a problem in the catalogue. */
export type LoadBackends = (names: readonly string[]) => Promise<LoadedBackends>;
