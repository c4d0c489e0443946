import * as fileSystem from "node:fs/promises";

/** The calls of `node:fs/promises` that the disk backend makes: tests put failing ones in their place. */
export type FileSystem = Pick<
  typeof fileSystem,
  "link" | "lstat" | "mkdir" | "open" | "readdir" | "realpath" | "rename" | "rm" | "stat" | "unlink"
>;

export const nodeFileSystem: FileSystem = fileSystem;
