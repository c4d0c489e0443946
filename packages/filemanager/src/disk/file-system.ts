import {
  closeSync,
  fsync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  type PathLike,
  read,
  readSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writev,
} from "node:fs";
import * as fileSystem from "node:fs/promises";
import { promisify } from "node:util";
import { PromptCalls } from "@ohcs/context";

/** What the disk backend does with a file that is open. */
export interface OpenFile {
  readonly fd: number;
  read(into: Uint8Array, offset: number, length: number, position: number): Promise<{ readonly bytesRead: number }>;
  writev(parts: readonly Uint8Array[], position: number): Promise<{ readonly bytesWritten: number }>;
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

/** Documents, and headers of images: as long as they are answered from memory, another thread would take longer. */
const SMALL_BYTES = 16_384;

const [calls, reads] = [new PromptCalls(), new PromptCalls()];
const [readFrom, writeTo, sync] = [promisify(read), promisify(writev), promisify(fsync)];

/** Calls about names and small reads are made in this thread as long as they are answered at once; data are read, written and synced apart. */
export const nodeFileSystem: FileSystem = {
  ...fileSystem,
  open: (path, flags) =>
    calls.make(
      () => openFile(openSync(path, flags)),
      () => fileSystem.open(path, flags),
    ),
  mkdir: prompt(mkdirSync, fileSystem.mkdir) as typeof fileSystem.mkdir,
  realpath: prompt(realpathSync.native, fileSystem.realpath) as typeof fileSystem.realpath,
  stat: prompt(statSync, fileSystem.stat) as typeof fileSystem.stat,
  lstat: prompt(lstatSync, fileSystem.lstat) as typeof fileSystem.lstat,
  // Looked up at each call, so that tests can count them.
  link: (existing, path) =>
    calls.make(
      () => linkSync(existing, path),
      () => fileSystem.link(existing, path),
    ),
  rename: (from, to) =>
    calls.make(
      () => renameSync(from, to),
      () => fileSystem.rename(from, to),
    ),
  unlink: prompt(unlinkSync, fileSystem.unlink),
};

function prompt<Given extends readonly [PathLike, ...unknown[]], Result>(
  here: (...given: Given) => unknown,
  apart: (...given: Given) => Promise<Result>,
): (...given: Given) => Promise<Result> {
  return (...given) =>
    calls.make(
      () => here(...given) as Result,
      () => apart(...given),
    );
}

function openFile(fd: number): OpenFile {
  return {
    fd,
    read: (into, offset, length, position) => {
      const apart = () => readFrom(fd, into, offset, length, position);
      if (length > SMALL_BYTES) return apart();
      return reads.make(() => ({ bytesRead: readSync(fd, into, offset, length, position) }), apart);
    },
    writev: (parts, position) => writeTo(fd, parts, position),
    sync: () => sync(fd),
    close: async () => closeSync(fd),
  };
}
