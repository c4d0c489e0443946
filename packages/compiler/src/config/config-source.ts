import type { ResolvedConfig } from "@ohcs/context";
import { withValueAt } from "./config-fields.ts";

/** The settings of one source; omitted fields are inherited. */
export type ConfigLayer = Partial<Omit<ResolvedConfig, "tiff" | "zarr">> & {
  readonly tiff?: Partial<ResolvedConfig["tiff"]>;
  readonly zarr?: Partial<ResolvedConfig["zarr"]>;
};

/** A configuration file: a layer for every plate, and one for each plate that `plates` names by its folder. */
export type ConfigFile = ConfigLayer & {
  readonly $schema?: string;
  readonly plates?: Readonly<Record<string, ConfigLayer>>;
};

/**
 * The origin of values. `path` is the place in the file, empty for its root; `machine` is derived from this machine.
 */
export type ConfigOrigin =
  | { readonly kind: "default" | "machine" | "program" }
  | { readonly kind: "file"; readonly file: string; readonly path: string }
  | { readonly kind: "environment" | "flag"; readonly name: string };

/** A layer and its origin. */
export interface ConfigSource {
  readonly layer: ConfigLayer;
  /** @default { kind: "program" } */
  readonly origin?: ConfigOrigin;
}

/**
 * All sources of a configuration. Later ones take precedence: those of `global` in their order, then that of the plate,
 * then the command line, which also overrides the settings of steps.
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

/**
 * A source with one value: `fieldSource(["zarr", "level"], 3, …)`. Whether the field exists is checked when layers
 * merge.
 */
export function fieldSource(path: readonly string[], value: unknown, origin: ConfigOrigin): ConfigSource {
  return { layer: withValueAt({}, path, value) as ConfigLayer, origin };
}
