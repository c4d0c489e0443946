import { fail } from "../errors.ts";
import type { PlateManifest } from "../manifest/plate-manifest.ts";
import type { PlateReader } from "./plate-reader.ts";

/** How many headers are read while a plate is opened: `sample` takes the first image of every channel and site. */
export type HeaderPolicy = "none" | "sample" | "all";

export interface OpenPlateOptions {
  /** @default "sample" */
  readonly headers?: HeaderPolicy;
  /** The id of the acquisition, where a plate lists several; handlers of plates that list none refuse it. */
  readonly acquisition?: number;
  /** What the pages of a file are, where the file does not say. @default only the first page is used */
  readonly pages?: "channel" | "zIndex" | "timepoint";
  readonly signal?: AbortSignal;
}

/** How well a handler recognizes a plate, and by what. */
export interface Recognition {
  /** Between 0 (no match) and 1. */
  readonly score: number;
  /** For people: "96 of 96 images by name, and 'MeasurementData.mlf'". */
  readonly reason: string;
  /** Are there metadata files that only this format has? Between handlers of equal scores, they decide. */
  readonly hasMetadata: boolean;
}

/** Reads the plates of one family of microscopes, through a reader alone. */
export interface MicroscopeHandler {
  /**
   * Between 0 (no match) and 1, from names alone; or that with a reason. After a score of 1 with metadata, or of 1 as a
   * bare number, no other handler is tried.
   */
  recognizes(reader: PlateReader, signal?: AbortSignal): Promise<number | Recognition>;
  open(reader: PlateReader, options?: OpenPlateOptions): Promise<PlateManifest>;
}

/** What an author declares about a handler. */
export interface HandlerDefinition<Options> {
  readonly name: string;
  readonly version: string;
  readonly summary: string;
  /** An instance for the user's options, plain JSON; `{}` if there are none. Rejects unknown options. */
  readonly create: (options: Options) => MicroscopeHandler;
}

/** A handler that can be named: on a command line, in a configuration, in the list that a plate is opened with. */
export interface DefinedHandler<Options = unknown> extends HandlerDefinition<Options> {
  readonly specVersion: 1;
}

const brand = Symbol.for("@ohcs/handler");

/**
 * Declares a microscope handler: `export const acme = defineHandler({ name, version, summary, create })`.
 * @throws `DECLARATION_INVALID`
 */
export function defineHandler<Options>(definition: HandlerDefinition<Options>): DefinedHandler<Options> {
  const { name, version, summary, create } = definition;
  for (const [part, value] of Object.entries({ name, version, summary }))
    if (typeof value !== "string" || value.trim() === "")
      throw fail("DECLARATION_INVALID", `Cannot define a handler: expected '${part}' to be a text, got '${value}'`);
  if (typeof create !== "function")
    throw fail("DECLARATION_INVALID", `Cannot define handler '${name}': expected a function 'create', got '${create}'`);
  return Object.freeze({ specVersion: 1 as const, ...definition, [brand]: true as const });
}

export function isDefinedHandler(value: unknown): value is DefinedHandler {
  return typeof value === "object" && value !== null && brand in value;
}
