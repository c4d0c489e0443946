import type { ConfigLayer } from "./config-layer.ts";

/** Where values come from. `path` is the place in the file, empty for its root; `machine` is what this machine has. */
export type ConfigOrigin =
  | { readonly kind: "default" | "machine" | "program" }
  | { readonly kind: "file"; readonly file: string; readonly path: string }
  | { readonly kind: "environment" | "flag"; readonly name: string };

/** A layer and where it comes from. */
export interface ConfigSource {
  readonly layer: ConfigLayer;
  /** @default { kind: "program" } */
  readonly origin?: ConfigOrigin;
}

/**
 * All sources of a configuration. Later ones win: those of `global` in their order, then that of the plate, then the
 * command line, which wins over the settings of steps, too.
 */
export interface ConfigStack {
  readonly global?: readonly ConfigSource[];
  /** By name of the plate, which is the name of its folder. */
  readonly plates?: Readonly<Record<string, ConfigSource>>;
  readonly commandLine?: readonly ConfigSource[];
}

/** The part of a stack that applies to a plate, lowest first; without a plate, to all. */
export function sourcesFor({ global = [], plates = {}, commandLine = [] }: ConfigStack, plateId: string | null) {
  const own = plateId !== null && Object.hasOwn(plates, plateId) ? plates[plateId] : undefined;
  return [...global, ...(own === undefined ? [] : [own]), ...commandLine];
}
