import type { Json } from "@ohcs/context";
import { isMembers, type SchemaNode } from "./schema-node.ts";

/** `value` with the schema's defaults where members are absent, at every depth. The value itself stays as it is. */
export function fillDefaults(schema: SchemaNode, value: unknown): Json {
  const filled = value === undefined ? schema.default : value;
  if (Array.isArray(filled)) return filled.map((item, i) => fillDefaults(itemSchema(schema, i), item));
  if (!isMembers(filled)) return filled as Json;
  const names = new Set([...Object.keys(filled), ...Object.keys(schema.properties ?? {})]);
  const members = [...names].map(
    (name) => [name, fillDefaults(schema.properties?.[name] ?? {}, filled[name])] as const,
  );
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}

function itemSchema({ items }: SchemaNode, index: number): SchemaNode {
  const own: unknown = Array.isArray(items) ? items[index] : items;
  return isMembers(own) ? own : {};
}
