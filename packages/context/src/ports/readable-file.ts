import { fail } from "../errors.ts";
import type { SourceFile } from "./plate-reader.ts";

/**
 * The listed file at `path`, if it may be read: the check of every plate reader.
 * @throws `PLATE_FILE_UNLISTED`, `PLATE_FILE_TOO_LARGE`
 */
export function readableFile(
  files: ReadonlyMap<string, SourceFile>,
  path: string,
  maxBytes: number = Number.POSITIVE_INFINITY,
): SourceFile {
  const file = files.get(path);
  if (file === undefined)
    throw fail("PLATE_FILE_UNLISTED", `Cannot read '${path}': the plate's reader does not list it`, {
      details: { path },
    });
  if (file.bytes > maxBytes)
    throw fail("PLATE_FILE_TOO_LARGE", `Cannot read '${path}': expected at most ${maxBytes} bytes, got ${file.bytes}`, {
      details: { path, bytes: file.bytes, maxBytes },
    });
  return file;
}
