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
 * Writes the files of one image, each atomically. The first decides who may: where nothing is to be replaced, only one
 * of many writers gets it, and the others have changed nothing. The hash is that of all files one after another.
 * @throws `FILE_EXISTS` naming `path`
 */
export async function writeImageFiles(
  files: DiskFiles,
  path: string,
  images: AsyncIterable<ImageFile> | Iterable<ImageFile>,
  { ifExists = "error", signal }: SaveOptions,
): Promise<SaveReceipt> {
  const hash = createHash("sha256");
  const stored: StoredFile[] = [];
  let mode = ifExists;
  for await (const file of images) {
    const written = await files
      .write(file.path, file.parts, { ifExists: mode, ...(signal && { signal }) })
      .catch((error: unknown) => {
        throw isOhcsError(error, "FILE_EXISTS") ? imageExists(path) : error;
      });
    for (const part of file.parts) hash.update(part);
    stored.push({ path: file.path, bytes: written.bytes, sha256: written.sha256 ?? "" });
    mode = "replace";
  }
  const bytes = stored.reduce((sum, file) => sum + file.bytes, 0);
  return { path, bytes, sha256: hash.digest("hex"), files: stored };
}

/** Bytes of the files that are there, of those at `paths`; null where the first is not. */
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
  return fail("FILE_EXISTS", `Cannot save '${path}': expected a free path, got a stored image`, { details: { path } });
}

export function imageNotFound(path: string): Error {
  return fail("FILE_NOT_FOUND", `Cannot find '${path}': expected a stored image, got nothing`, { details: { path } });
}
