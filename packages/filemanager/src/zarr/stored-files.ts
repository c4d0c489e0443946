import { createHash } from "node:crypto";
import { isOhcsError, type SaveOptions, type SaveReceipt, type StoredFile } from "@ohcs/context";
import type { DiskFiles } from "../disk/disk-files.ts";
import { fail } from "../errors.ts";

/** A file of an image: its path (normalized) and its bytes. */
export interface ImageFile {
  readonly path: string;
  readonly parts: readonly Uint8Array[];
}

/**
 * Writes the files of one image, each atomically. The first file decides: if nothing may be replaced, only one of many
 * writers creates it, and the others have changed nothing. The hash of several files is that of their hashes, in order.
 * @throws `FILE_EXISTS` naming `path`
 */
export async function writeImageFiles(
  files: DiskFiles,
  path: string,
  images: AsyncIterable<ImageFile> | Iterable<ImageFile>,
  { ifExists = "error", signal }: SaveOptions,
): Promise<SaveReceipt> {
  const stored: StoredFile[] = [];
  for await (const { path: own, parts } of images) {
    const mode: "error" | "replace" = stored.length === 0 ? ifExists : "replace";
    const file = await files
      .write(own, parts, { ifExists: mode, ...(signal && { signal }) })
      .catch((error: unknown) => {
        throw isOhcsError(error, "FILE_EXISTS") ? imageExists(path) : error;
      });
    stored.push(file);
  }
  const bytes = stored.reduce((sum, file) => sum + file.bytes, 0);
  return { path, bytes, sha256: hashOf(stored), files: stored };
}

function hashOf(files: readonly StoredFile[]): string {
  const [first, ...more] = files;
  if (first !== undefined && more.length === 0) return first.sha256;
  return createHash("sha256")
    .update(files.map(({ sha256 }) => sha256).join(""))
    .digest("hex");
}

/** Total bytes of the existing files at `paths`; null if the first does not exist. */
export async function storedBytes(files: DiskFiles, paths: readonly string[]): Promise<number | null> {
  let bytes = 0;
  for (const [i, path] of paths.entries()) {
    const size = await sizeOf(files, path);
    if (size === null && i === 0) return null;
    bytes += size ?? 0;
  }
  return bytes;
}

async function sizeOf(files: DiskFiles, path: string): Promise<number | null> {
  try {
    return (await files.stat(path)).bytes;
  } catch (error) {
    if (isOhcsError(error, "FILE_NOT_FOUND")) return null;
    throw error;
  }
}

export function imageExists(path: string): Error {
  return fail("FILE_EXISTS", `Cannot save '${path}': an image is already stored there`, { details: { path } });
}

export function imageNotFound(path: string): Error {
  return fail("FILE_NOT_FOUND", `Cannot find '${path}': no image is stored there`, { details: { path } });
}
