import { configSchema } from "@ohcs/context";
import { isMembers, type SchemaNode } from "../schema/schema-node.ts";

/** A field of the configuration: its path and schema. */
export interface ConfigField {
  /** `["zarr", "level"]` */
  readonly path: readonly string[];
  /** `zarr.level` */
  readonly name: string;
  /** The environment variable that sets it: `OHCS_ZARR__LEVEL`. */
  readonly variable: string;
  readonly schema: SchemaNode;
}

/** Every field of a configuration layer, in the order of its schema. */
export const CONFIG_FIELDS: readonly ConfigField[] = fieldsOf(configSchema, []);

function fieldsOf({ properties = {} }: SchemaNode, above: readonly string[]): readonly ConfigField[] {
  return Object.entries(properties).flatMap(([key, schema]) => {
    const path = [...above, key];
    return schema.properties === undefined
      ? [{ path, name: path.join("."), variable: `OHCS_${path.map(screaming).join("__")}`, schema }]
      : fieldsOf(schema, path);
  });
}

/** `numWorkers` → `NUM_WORKERS` */
function screaming(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/** The value at `path` in `value`; undefined if there is none. */
export function valueAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value;
  return isMembers(value) && Object.hasOwn(value, key) ? valueAt(value[key], rest) : undefined;
}

/** A copy of `members` that holds `value` at `path`, all else unchanged. */
export function withValueAt(
  members: Readonly<Record<string, unknown>>,
  [key = "", ...rest]: readonly string[],
  value: unknown,
): Readonly<Record<string, unknown>> {
  const below = members[key];
  const inner = isMembers(below) ? below : {};
  return { ...members, [key]: rest.length === 0 ? value : withValueAt(inner, rest, value) };
}
