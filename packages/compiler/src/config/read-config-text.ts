import { readJson } from "@ohcs/context";
import { checkValue } from "../schema/check-value.ts";
import type { SchemaNode } from "../schema/schema-node.ts";

/**
 * Parses a text from a command line or an environment variable for a field: `null`, else the text itself if the field
 * takes texts, JSON if it takes other types, or a comma-separated list (`A01,B02:C05`). Values that fit none of these
 * are returned as JSON or text, for the check of the layer to report.
 */
export function readConfigText(schema: SchemaNode, text: string): unknown {
  const json = jsonOf(text);
  const items = text.split(",").map((item) => item.trim());
  const meanings = json === null ? [null, text] : [text, json, items.filter((item) => item !== "")];
  const fitting = meanings.find((value) => checkValue(schema, value).length === 0);
  return fitting === undefined ? (json === undefined ? text : json) : fitting;
}

/** Undefined if the text is not JSON. */
function jsonOf(text: string): unknown {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}
