import type { Catalogue, CatalogueEntry } from "./catalogue.ts";
import { isDefinedFunction } from "./define-function.ts";
import type { ModuleReference } from "./function-reference.ts";

/** Of a package of the user: its version, and the hash of the file that its name resolves to. */
export type ModuleOrigin = Pick<ModuleReference, "packageVersion" | "sha256">;

/**
 * The catalogue of the functions that `modules` export: module name (bare specifier or `user:<sha256>`) → its exports.
 * Sorted by module and export, so that equal modules make equal catalogues. `origins` is said of modules that are packages.
 */
export function catalogueOf(
  modules: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  origins: Readonly<Record<string, ModuleOrigin>> = {},
): Catalogue {
  const names = Object.keys(modules).toSorted();
  return { entries: names.flatMap((module) => entriesOf(module, modules[module] ?? {}, origins[module])) };
}

function entriesOf(
  module: string,
  exports: Readonly<Record<string, unknown>>,
  origin: ModuleOrigin | undefined,
): readonly CatalogueEntry[] {
  return Object.keys(exports)
    .toSorted()
    .flatMap((name) => {
      const value = exports[name];
      if (!isDefinedFunction(value)) return [];
      const { declaration } = value;
      return [{ reference: { module, export: name, version: declaration.version, ...origin }, declaration }];
    });
}
