import type { Json, Table } from "@ohcs/context";
import type { FileManager } from "@ohcs/filemanager";
import { platformSha256 } from "@ohcs/records";
import { fail } from "../../errors.ts";
import { at } from "../../well/place.ts";
import { loadValue } from "./table-or-json.ts";

/** A file as it was committed. */
interface CommittedFile {
  readonly path: string;
  readonly sha256: string;
}

/**
 * A table or JSON that a well, or a plate, committed, parsed from the very bytes that it committed: they are read once.
 * @throws `COMMITTED_FILE_CHANGED` where they are others, what the backend throws where there are none
 */
export function loadCommitted(
  storage: FileManager,
  kind: string,
  file: CommittedFile,
  backend: string,
): Promise<Table | Json> {
  const { path } = file;
  return at({ file: path }, async () => {
    let isShown = false;
    const inspect = async (bytes: Uint8Array) => {
      isShown = true;
      await checkBytes(file, bytes);
    };
    const value = await loadValue(storage, kind, path, backend, { inspect });
    // A backend that does not show what it parses has its text for a proof.
    if (!isShown) await checkBytes(file, new TextEncoder().encode(await storage.loadText(path, backend)));
    return value;
  });
}

/** @throws `COMMITTED_FILE_CHANGED` where these are not the bytes of the file */
export async function checkBytes({ path, sha256 }: CommittedFile, bytes: Uint8Array): Promise<void> {
  const found = await platformSha256(bytes);
  if (found === sha256) return;
  throw fail("COMMITTED_FILE_CHANGED", `Cannot use '${path}': expected the content that was committed, got another`, {
    details: { path, sha256, found },
  });
}
