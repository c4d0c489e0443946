import type { Json, Table } from "@ohcs/context";
import type { FileManager } from "@ohcs/filemanager";
import { fail } from "../../errors.ts";
import { at } from "../place.ts";
import { loadValue } from "./table-or-json.ts";

/** A file as it was committed. */
export interface CommittedFile {
  readonly path: string;
  readonly sha256: string;
}

/**
 * A table or JSON that a well, or a plate, committed, with the very bytes that it committed.
 * @throws `COMMITTED_FILE_CHANGED` where they are others, what the backend throws where there are none
 */
export function loadCommitted(
  storage: FileManager,
  kind: string,
  { path, sha256 }: CommittedFile,
  backend: string,
): Promise<Table | Json> {
  return at({ file: path }, async () => {
    const found = await sha256Of(await storage.loadText(path, backend));
    if (found === sha256) return loadValue(storage, kind, path, backend);
    throw fail("COMMITTED_FILE_CHANGED", `Cannot use '${path}': expected the content that was committed, got another`, {
      details: { path, sha256, found },
    });
  });
}

/** By the platform: tables of a whole plate are too much for JavaScript. */
async function sha256Of(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
