import { fail } from "../errors.ts";
import type { SourceFile } from "./plate-reader.ts";

/**
 * The file among those listed that may be read at `path`: what every reader of plates asks before it reads.
 * @throws `PLATE_FILE_UNLISTED`, `PLATE_FILE_TOO_LARGE`
 */
export function readableFile(
  files: ReadonlyMap<string, SourceFile>,
  path: string,
  maxBytes: number = Number.POSITIVE_INFINITY,
): SourceFile {
  const file = files.get(path);
  if (file === undefined)
    throw fail(
      "PLATE_FILE_UNLISTED",
      `Cannot read '${path}': expected a file that the plate's reader lists, got none`,
      {
        details: { path },
      },
    );
  if (file.bytes > maxBytes)
    throw fail("PLATE_FILE_TOO_LARGE", `Cannot read '${path}': expected at most ${maxBytes} bytes, got ${file.bytes}`, {
      details: { path, bytes: file.bytes, maxBytes },
    });
  return file;
}
