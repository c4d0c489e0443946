import { closeSync, fsyncSync, linkSync, openSync, readSync, renameSync, unlinkSync, writevSync } from "node:fs";
import { type FileSystem, nodeFileSystem, type OpenFile } from "./file-system.ts";

/** Synchronous calls for reading and saving a file: a round trip to another thread takes longer than most of them. */
const blockingFileSystem: FileSystem = {
  ...nodeFileSystem,
  open: async (path, flags) => openFile(openSync(path, flags)),
  link: async (from, to) => linkSync(from, to),
  rename: async (from, to) => renameSync(from, to),
  unlink: async (path) => unlinkSync(path),
};

function openFile(fd: number): OpenFile {
  return {
    fd,
    read: async (into, offset, length, position) => ({ bytesRead: readSync(fd, into, offset, length, position) }),
    writev: async (parts, position) => ({ bytesWritten: writevSync(fd, parts, position) }),
    sync: async () => fsyncSync(fd),
    close: async () => closeSync(fd),
  };
}

/** The same calls, made synchronously; calls that were replaced (by tests) stay as they are. */
export function blocking(files: FileSystem): FileSystem {
  return files === nodeFileSystem ? blockingFileSystem : files;
}
