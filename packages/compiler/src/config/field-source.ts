import { withValueAt } from "./config-fields.ts";
import type { ConfigLayer } from "./config-layer.ts";
import type { ConfigOrigin, ConfigSource } from "./config-source.ts";

/**
 * A source with one value: `fieldSource(["zarr", "level"], 3, …)`. Whether the field exists is checked when layers
 * merge.
 */
export function fieldSource(path: readonly string[], value: unknown, origin: ConfigOrigin): ConfigSource {
  return { layer: withValueAt({}, path, value) as ConfigLayer, origin };
}
