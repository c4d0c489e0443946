import { constants } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { fail } from "../errors.ts";
import type { ByteSource } from "./codecs/byte-source.ts";
import { fileBytes } from "./codecs/file-bytes.ts";
import type { FileSystem } from "./file-system.ts";

/** Never waits for the other end of a pipe. */
const NON_BLOCKING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Opens a file for reading, gives its bytes to `use`, closes it. @throws `PATH_KIND_MISMATCH`, and what the system says */
export async function withFileBytes<Result>(
  files: Pick<FileSystem, "open">,
  absolute: string,
  path: string,
  use: (source: ByteSource) => Promise<Result>,
): Promise<Result> {
  return withHandle(files, absolute, path, NON_BLOCKING, use);
}

/** The same, but refuses a file that is a symbolic link, with `ELOOP` of the system. */
export async function withOwnFileBytes<Result>(
  files: Pick<FileSystem, "open">,
  absolute: string,
  path: string,
  use: (source: ByteSource) => Promise<Result>,
): Promise<Result> {
  return withHandle(files, absolute, path, NON_BLOCKING | (constants.O_NOFOLLOW ?? 0), use);
}

async function withHandle<Result>(
  files: Pick<FileSystem, "open">,
  absolute: string,
  path: string,
  flags: number,
  use: (source: ByteSource) => Promise<Result>,
): Promise<Result> {
  const handle: FileHandle = await files.open(absolute, flags);
  try {
    const stat = await handle.stat();
    if (!stat.isFile())
      throw fail("PATH_KIND_MISMATCH", `Cannot read '${path}': expected a file, got a directory or device`, {
        details: { path },
      });
    return await use(fileBytes(handle, stat.size, path));
  } finally {
    await handle.close();
  }
}
