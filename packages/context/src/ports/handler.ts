import type { PlateManifest } from "../manifest/plate-manifest.ts";

/** How many headers are read while a plate is opened: `sample` takes the first image of every channel and site. */
export type HeaderPolicy = "none" | "sample" | "all";

export interface OpenPlateOptions {
  /** @default "sample" */
  readonly headers?: HeaderPolicy;
  readonly signal?: AbortSignal;
}

/** Reads the folders of one family of microscopes. Never writes to them. */
export interface MicroscopeHandler {
  readonly specVersion: 1;
  readonly name: string;
  readonly summary: string;
  /** Between 0 (not mine) and 1 (certainly mine), from names alone. */
  recognizes(root: string): Promise<number>;
  open(root: string, options?: OpenPlateOptions): Promise<PlateManifest>;
}

/** Declares a microscope handler; returns it unchanged. */
export function defineHandler(handler: MicroscopeHandler): MicroscopeHandler {
  return Object.freeze(handler);
}
