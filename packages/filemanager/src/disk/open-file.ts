import { constants, fstatSync, type Stats } from "node:fs";
import type { FileFacts } from "@ohcs/context";
import { fail } from "../errors.ts";
import type { ByteSource } from "./codecs/byte-source.ts";
import { fileBytes } from "./codecs/file-bytes.ts";
import type { FileSystem } from "./file-system.ts";

/** Does not block on the other end of a pipe. */
const NON_BLOCKING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** How files are opened and closed. */
export interface FileOpening extends Pick<FileSystem, "open"> {
  /** Receives the pending close of a file that was read. @default it is awaited */
  readonly leave?: (closing: Promise<void>) => void;
}

/** Receives the bytes of a file, and a function that returns its current status. */
export type UseOfFile<Result> = (source: ByteSource, facts: () => FileFacts) => Promise<Result>;

/** Opens a file for reading, passes its bytes to `use`, closes it. @throws `PATH_KIND_MISMATCH`, and system errors */
export async function withFileBytes<Result>(
  files: FileOpening,
  absolute: string,
  path: string,
  use: UseOfFile<Result>,
): Promise<Result> {
  return withHandle(files, absolute, path, NON_BLOCKING, use);
}

/** The same, but refuses a file that is a symbolic link, with `ELOOP` of the system. */
export async function withOwnFileBytes<Result>(
  files: FileOpening,
  absolute: string,
  path: string,
  use: UseOfFile<Result>,
): Promise<Result> {
  return withHandle(files, absolute, path, NON_BLOCKING | (constants.O_NOFOLLOW ?? 0), use);
}

async function withHandle<Result>(
  files: FileOpening,
  absolute: string,
  path: string,
  flags: number,
  use: UseOfFile<Result>,
): Promise<Result> {
  const handle = await files.open(absolute, flags);
  try {
    // The status was read when the file was opened, so that this resolves at once.
    const stat = fstatSync(handle.fd);
    if (!stat.isFile())
      throw fail("PATH_KIND_MISMATCH", `Cannot read '${path}': it is a directory or device, not a file`, {
        details: { path },
      });
    return await use(fileBytes(handle, stat.size, path), () => factsOf(fstatSync(handle.fd)));
  } finally {
    const closing = handle.close();
    if (files.leave === undefined) await closing;
    else files.leave(closing);
  }
}

function factsOf({ size, mtimeMs }: Stats): FileFacts {
  return { bytes: size, mtimeMs };
}
