import type { BackendFactory } from "./backend.ts";

const brand = Symbol.for("@ohcs/backend");

/** What an author declares about a backend. */
export interface BackendDefinition<Options> {
  readonly name: string;
  readonly version: string;
  readonly create: BackendFactory<Options>;
}

/** A backend that a FileManager can open by reference. */
export interface DefinedBackend<Options = unknown> extends BackendDefinition<Options> {
  readonly specVersion: 1;
}

/** Declares a storage backend: `export const sqlite = defineBackend({ name, version, create })`. */
export function defineBackend<Options>(definition: BackendDefinition<Options>): DefinedBackend<Options> {
  return Object.freeze({ specVersion: 1 as const, ...definition, [brand]: true as const });
}

export function isDefinedBackend(value: unknown): value is DefinedBackend {
  return typeof value === "object" && value !== null && brand in value;
}
