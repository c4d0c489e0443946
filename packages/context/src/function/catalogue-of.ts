import type { Catalogue, CatalogueEntry } from "./catalogue.ts";
import { isDefinedFunction } from "./define-function.ts";

/**
 * The catalogue of the functions that `modules` export: module name (bare specifier or `user:<sha256>`) → its exports.
 * Sorted by module and export, so that equal modules make equal catalogues.
 */
export function catalogueOf(modules: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Catalogue {
  const names = Object.keys(modules).toSorted();
  return { entries: names.flatMap((module) => entriesOf(module, modules[module] ?? {})) };
}

function entriesOf(module: string, exports: Readonly<Record<string, unknown>>): readonly CatalogueEntry[] {
  return Object.keys(exports)
    .toSorted()
    .flatMap((name) => {
      const value = exports[name];
      if (!isDefinedFunction(value)) return [];
      const { declaration } = value;
      return [{ reference: { module, export: name, version: declaration.version }, declaration }];
    });
}
