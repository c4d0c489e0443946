import type { NgffVersion } from "../model/version.ts";
import { isJsonObject, type JsonObject, printed, type Report } from "../rules/collect-violations.ts";

/** The metadata of a group without the wrapping of their version, and their place in the document. */
export interface OpenMetadata {
  readonly content: JsonObject;
  readonly pointer: string;
}

/**
 * Unwraps metadata: in 0.4 the attributes themselves, in 0.5 those under `ome`, whose version is checked. Null, with a
 * report, if there are none.
 */
export function openMetadata(
  attributes: unknown,
  version: NgffVersion,
  at: string,
  report: Report,
): OpenMetadata | null {
  if (!isJsonObject(attributes)) {
    report("metadata/form", at, `expected an object, got ${printed(attributes)}`);
    return null;
  }
  if (version === "0.4") return { content: attributes, pointer: at };
  const content = attributes.ome;
  const pointer = `${at}/ome`;
  if (!isJsonObject(content)) {
    report("version/ome", pointer, `expected an object, got ${printed(content)}`);
    return null;
  }
  if (content.version !== version)
    report("version/ome", `${pointer}/version`, `expected '${version}', got ${printed(content.version)}`);
  return { content, pointer };
}
