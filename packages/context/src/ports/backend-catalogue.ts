import type { ModuleReference } from "../function/function-reference.ts";
import type { BackendTraits, DefinedBackend } from "./define-backend.ts";

/** A backend that was found: how contexts refer to it, and its declaration. */
export interface BackendEntry extends BackendTraits {
  readonly name: string;
  readonly reference: ModuleReference;
}

/** Why no backend was found under a name. */
export interface BackendProblem {
  readonly code: string;
  readonly expected: string;
  readonly got: string;
  readonly hint: string | null;
}

/** All backends that a compilation may use: data, without implementations. */
export interface BackendCatalogue {
  /** By the names that configurations and steps use. */
  readonly backends: Readonly<Record<string, BackendEntry | BackendProblem>>;
  /** The backend of plain files: for records, tables and JSON, and for source plates by default. */
  readonly files: string;
}

/** The catalogue entry of a loaded backend. */
export function backendEntry<Options>(backend: DefinedBackend<Options>, reference: ModuleReference): BackendEntry {
  const { create: _, specVersion: __, version: ___, ...traits } = backend;
  return { ...traits, reference };
}
