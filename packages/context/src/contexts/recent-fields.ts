import { frozenFromJson } from "./freeze-value.ts";
import type { Json } from "./json.ts";

/** What each field of a context was when it was last decoded. Contexts of one plate differ in few of them. */
const recent = new Map<string, { readonly text: string; readonly value: unknown }>();

/** The frozen form of a field: that of the context before where it said the same, so that both share it. */
export function recentField(name: string, json: Json): unknown {
  if (json === null || typeof json !== "object") return frozenFromJson(json, name);
  const text = JSON.stringify(json);
  const known = recent.get(name);
  if (known?.text === text) return known.value;
  const value = frozenFromJson(json, name);
  recent.set(name, { text, value });
  return value;
}
