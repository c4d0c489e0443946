import { canonicalJson, type Json, readJson } from "@ohcs/context";
import { fail } from "../errors.ts";

type JsonObject = { readonly [key: string]: Json };

/** `value` as text for people and for hashing: sorted keys, two spaces, one newline at the end. @throws `JSON_INVALID` */
export function formatJson(value: Json, path: string): string {
  try {
    // The slow path also handles frozen values, and reports the path of what is not JSON.
    return `${JSON.stringify(sortedJson(value) ?? JSON.parse(canonicalJson(value)), null, 2)}\n`;
  } catch (cause) {
    throw fail("JSON_INVALID", `Cannot save '${path}': the value is not JSON`, {
      cause,
      details: { path },
    });
  }
}

/** The value of a JSON text; a byte order mark is allowed. @throws `JSON_UNREADABLE` */
export function parseJson(text: string, path: string): Json {
  try {
    return readJson(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw fail(
      "JSON_UNREADABLE",
      `Cannot read '${path}': it is not valid JSON, it begins with '${text.slice(0, 40)}'`,
      {
        cause,
        details: { path },
      },
    );
  }
}

/** A copy of a plain value with sorted keys; undefined if any part of it is not plain JSON. */
export function sortedJson(value: Json): Json | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "object") return undefined;
  if (Array.isArray(value)) return sortedItems(value as readonly Json[]);
  return Object.getPrototypeOf(value) === Object.prototype ? sortedMembers(value as JsonObject) : undefined;
}

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
