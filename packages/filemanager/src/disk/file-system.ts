import * as fileSystem from "node:fs/promises";

/** What the disk backend does with a file that is open. */
export interface OpenFile {
  readonly fd: number;
  read(into: Uint8Array, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }>;
  write(from: Uint8Array, offset: number, length: number, position: number): Promise<{ readonly bytesWritten: number }>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** The calls of `node:fs/promises` that the disk backend makes: tests replace them with failing ones. */
export interface FileSystem
  extends Pick<
    typeof fileSystem,
    "link" | "lstat" | "mkdir" | "readdir" | "realpath" | "rename" | "rm" | "stat" | "unlink"
  > {
  open(path: string, flags: string | number): Promise<OpenFile>;
}

export const nodeFileSystem: FileSystem = fileSystem;
