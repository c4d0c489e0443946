import { canonicalJson, type Json, readJson } from "@ohcs/context";
import { fail } from "../errors.ts";
import { sortedJson } from "./sorted-json.ts";

/** `value` as text for people and for hashing: sorted keys, two spaces, one newline at the end. @throws `JSON_INVALID` */
export function formatJson(value: Json, path: string): string {
  try {
    // The long way knows frozen values too, and names the place of what is not JSON.
    return `${JSON.stringify(sortedJson(value) ?? JSON.parse(canonicalJson(value)), null, 2)}\n`;
  } catch (cause) {
    throw fail("JSON_INVALID", `Cannot save '${path}': expected a JSON value, got something else`, {
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
    throw fail("JSON_UNREADABLE", `Cannot read '${path}': expected JSON, got '${text.slice(0, 40)}'`, {
      cause,
      details: { path },
    });
  }
}
