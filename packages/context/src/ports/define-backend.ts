import type { ResolvedConfig } from "../config/config-schema.ts";
import type { BackendCapabilities, BackendFactory } from "./backend.ts";
import type { BackendOptions } from "./choice.ts";

const brand = Symbol.for("@ohcs/backend");

/** How a backend keeps images: one value per plane under a path of its own, or as planes of an OME-NGFF plate. */
export interface ImageLayout {
  readonly layout: "files" | "ngff";
  /** What the paths of images end in: `.tif`. */
  readonly extension: string;
}

/** What is known of a backend before an instance of it is made. */
export interface BackendTraits {
  /** What every writable instance can do; capabilities that are omitted count as true. @default everything */
  readonly capabilities?: Partial<BackendCapabilities>;
  /** @default { layout: "files", extension: "" } */
  readonly images?: ImageLayout;
  /** Is each value a plain file of the folder `root`, under its virtual path, so that it can be verified without the backend? @default false */
  readonly plainFiles?: boolean;
  /**
   * Default options, for the plate that is written and for the one that is read. A text that begins with `{output}` or
   * `{source}` begins with that folder where wells run. @default none
   */
  readonly usual?: { readonly output?: BackendOptions; readonly source?: BackendOptions };
  /** Parts of the configuration that are passed to instances for output, as options of the same names. @default none */
  readonly settings?: readonly (keyof ResolvedConfig)[];
}

/** What an author declares about a backend. */
export interface BackendDefinition<Options> extends BackendTraits {
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
