import type { ModuleReference } from "../function/function-reference.ts";
import type { BackendTraits, DefinedBackend } from "./define-backend.ts";

/** A backend that was found: how contexts refer to it, and what it says of itself. */
export interface BackendEntry extends BackendTraits {
  readonly name: string;
  readonly reference: ModuleReference;
}

/** Why there is no backend behind a name. */
export interface BackendProblem {
  readonly code: string;
  readonly expected: string;
  readonly got: string;
  readonly hint: string | null;
}

/** All backends that a compilation may use: data, without implementations. */
export interface BackendCatalogue {
  /** By the names under which they are asked for. */
  readonly backends: Readonly<Record<string, BackendEntry | BackendProblem>>;
  /** The one of plain files: records, tables and JSON lie in it, and source plates that do not say otherwise. */
  readonly files: string;
}

/** What a catalogue says of a backend that was loaded. */
export function backendEntry<Options>(backend: DefinedBackend<Options>, reference: ModuleReference): BackendEntry {
  const { create: _, specVersion: __, version: ___, ...traits } = backend;
  return { ...traits, reference };
}
