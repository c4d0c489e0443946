import type { Json } from "@ohcs/context";

/** A copy of a plain value with sorted keys; undefined where there is anything in it that is not plain JSON. */
export function sortedJson(value: Json): Json | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "object") return undefined;
  if (Array.isArray(value)) return sortedItems(value as readonly Json[]);
  return Object.getPrototypeOf(value) === Object.prototype ? sortedMembers(value as JsonObject) : undefined;
}

type JsonObject = { readonly [key: string]: Json };

function sortedItems(items: readonly Json[]): Json | undefined {
  const copy: Json[] = [];
  for (const item of items) {
    const sorted = sortedJson(item);
    if (sorted === undefined) return undefined;
    copy.push(sorted);
  }
  return copy;
}

function sortedMembers(value: JsonObject): Json | undefined {
  const copy: Record<string, Json> = {};
  for (const key of Object.keys(value).sort()) {
    // A key of this name would become the prototype of the copy.
    const sorted = key === "__proto__" ? undefined : sortedJson(value[key] as Json);
    if (sorted === undefined) return undefined;
    copy[key] = sorted;
  }
  return copy;
}
