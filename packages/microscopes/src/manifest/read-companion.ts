import type { Diagnostic } from "@ohcs/context";
import { notice } from "../notices.ts";
import { baseName } from "./plate-reading.ts";

/** What a metadata file says, and its path; null where there is none, or it cannot be read, which `notices` say. */
export interface CompanionReading<Content> {
  readonly content: (Content & { readonly path: string }) | null;
  readonly notices: readonly Diagnostic[];
}

/** Reads the first of the metadata files that is so called. */
export function readCompanion<Content extends object>(
  companions: ReadonlyMap<string, Uint8Array>,
  name: RegExp,
  read: (bytes: Uint8Array) => Content | { readonly problem: string },
): CompanionReading<Content> {
  const [path = "", bytes] = [...companions].find(([candidate]) => name.test(baseName(candidate))) ?? [];
  const content = bytes === undefined ? null : read(bytes);
  if (content === null || !("problem" in content))
    return { content: content === null ? null : { ...content, path }, notices: [] };
  const message = `'${path}' cannot be read: ${content.problem}`;
  return { content: null, notices: [notice("METADATA_UNREADABLE", message, [path])] };
}
