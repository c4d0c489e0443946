import type { FunctionDeclaration } from "./function-declaration.ts";
import type { ModuleReference } from "./function-reference.ts";

/** A declared function and where a worker finds it. */
export interface CatalogueEntry {
  readonly reference: ModuleReference;
  readonly declaration: FunctionDeclaration;
}

/** All functions that a compilation may use: data, without implementations. */
export interface Catalogue {
  readonly entries: readonly CatalogueEntry[];
}
