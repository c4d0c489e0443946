import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { TEMPORARY_SUFFIX } from "../paths/virtual-path.ts";
import { DirectorySync } from "./directory-sync.ts";
import { type FileSystem, nodeFileSystem, type OpenFile } from "./file-system.ts";
import { systemCode } from "./storage-error.ts";

/** The bytes of a file in their order. */
export type Parts = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** A file to write, and its path. */
interface AtomicWrite {
  /** Absolute path of the file. */
  readonly target: string;
  readonly parts: Parts;
  readonly ifExists: "error" | "replace";
  readonly signal: AbortSignal | undefined;
}

/** Size and hash of what was written. */
interface WrittenFile {
  readonly bytes: number;
  readonly sha256: string;
}

/** Every system writes this much in one call. */
const MOST_AT_ONCE = 2 ** 30;
const BATCH_BYTES = 2 ** 20;
const NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"];
const RENAME_ATTEMPTS = 10;
const RENAME_PAUSE_MS = 100;
let counter = 0;

/**
 * Writes a file whole or not at all: a temporary file beside it, fsync, one rename (or link, where nothing may be
 * replaced), fsync of the directory. On any failure the temporary file is removed and the old file is unchanged.
 */
export async function writeAtomically(
  files: FileSystem,
  syncs: DirectorySync,
  write: AtomicWrite,
): Promise<WrittenFile> {
  write.signal?.throwIfAborted();
  const [temporary, handle] = await openTemporary(files, write.target);
  try {
    const written = await fill(handle, write.parts);
    write.signal?.throwIfAborted();
    await commit(files, temporary, write);
    await syncs.sync(dirname(write.target));
    return written;
  } catch (error) {
    await files.unlink(temporary).catch(() => undefined);
    throw error;
  }
}

/** Replaces a file by a text, whole or not at all; a long text may come in pieces. The folder has to be there. */
export async function writeTextAtomically(target: string, text: string | Iterable<string>): Promise<void> {
  const parts = encoded(typeof text === "string" ? [text] : text);
  const write: AtomicWrite = { target, parts, ifExists: "replace", signal: undefined };
  await writeAtomically(nodeFileSystem, new DirectorySync(), write);
}

/** Replaces a file by these bytes, whole or not at all. The folder has to be there. */
export async function writeBytesAtomically(target: string, bytes: Uint8Array): Promise<void> {
  const write: AtomicWrite = { target, parts: [bytes], ifExists: "replace", signal: undefined };
  await writeAtomically(nodeFileSystem, new DirectorySync(), write);
}

/** UTF-8 of each text. */
export function* encoded(texts: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const text of texts) yield encoder.encode(text);
}

/** Replaces `target` by `temporary`, or links it there if nothing may be replaced. Removes `temporary`. */
export async function commit(
  files: FileSystem,
  temporary: string,
  { target, ifExists }: Pick<AtomicWrite, "target" | "ifExists">,
): Promise<void> {
  if (ifExists === "replace") return renameWithPatience(files, temporary, target);
  try {
    await files.link(temporary, target);
  } catch (error) {
    if (!NO_LINKS.includes(systemCode(error))) throw error;
    return renameToReserved(files, temporary, target);
  }
  await files.unlink(temporary);
}

/**
 * File systems without links (exFAT): the name is first reserved by an empty file, which a crash would leave behind.
 */
async function renameToReserved(files: FileSystem, temporary: string, target: string): Promise<void> {
  await (await files.open(target, "wx")).close();
  await renameWithPatience(files, temporary, target);
}

async function openTemporary(files: FileSystem, target: string): Promise<[string, OpenFile]> {
  for (;;) {
    const name = `.${basename(target)}.${process.pid}-${counter++}${TEMPORARY_SUFFIX}`;
    const temporary = join(dirname(target), shortened(name));
    try {
      return [temporary, await files.open(temporary, "wx")];
    } catch (error) {
      if (systemCode(error) !== "EEXIST") throw error;
    }
  }
}

/** A name of at most 255 bytes: the target's own part is shortened. */
function shortened(name: string): string {
  const excess = Buffer.byteLength(name) - 255;
  if (excess <= 0) return name;
  const tail = name.slice(name.lastIndexOf("."), name.length);
  const stamp = /\.\d+-\d+$/.exec(name.slice(0, -tail.length))?.[0] ?? "";
  const head = Buffer.from(name.slice(0, -(stamp.length + tail.length)));
  return `${new TextDecoder().decode(head.subarray(0, head.length - excess)).replace(/\uFFFD+$/, "")}${stamp}${tail}`;
}

async function fill(handle: OpenFile, parts: Parts): Promise<WrittenFile> {
  try {
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const batch of inBatches(parts)) {
      const writing = writeWhole(handle, batch, bytes);
      for (const part of batch) {
        hash.update(part);
        bytes += part.length;
      }
      await writing;
    }
    await handle.sync();
    return { bytes, sha256: hash.digest("hex") };
  } finally {
    await handle.close();
  }
}

/** Parts that are written in one call, so that a file with its header is one. */
async function* inBatches(parts: Parts): AsyncGenerator<readonly Uint8Array[]> {
  let batch: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of parts)
    for (let from = 0; from < part.length; from += MOST_AT_ONCE) {
      const piece = part.subarray(from, from + MOST_AT_ONCE);
      batch.push(piece);
      bytes += piece.length;
      if (bytes < BATCH_BYTES) continue;
      yield batch;
      [batch, bytes] = [[], 0];
    }
  if (batch.length > 0) yield batch;
}

async function writeWhole(handle: OpenFile, parts: readonly Uint8Array[], at: number): Promise<void> {
  let [left, place] = [parts, at];
  while (left.length > 0) {
    const { bytesWritten } = await handle.writev(left, place);
    place += bytesWritten;
    left = partsFrom(left, bytesWritten);
  }
}

/** The parts without their first bytes: a call may write less than it was given. */
function partsFrom(parts: readonly Uint8Array[], bytes: number): readonly Uint8Array[] {
  let written = bytes;
  return parts.flatMap((part) => {
    const rest = part.subarray(Math.min(written, part.length));
    written -= part.length - rest.length;
    return rest.length === 0 ? [] : [rest];
  });
}

/** On Windows a reader that has the old file open blocks the rename for a moment. */
async function renameWithPatience(files: FileSystem, from: string, to: string): Promise<void> {
  const isPatient = process.platform === "win32";
  for (let attempt = 1; ; attempt++) {
    try {
      return await files.rename(from, to);
    } catch (error) {
      const isHeld = ["EPERM", "EBUSY", "EACCES"].includes(systemCode(error));
      if (!isPatient || !isHeld || attempt >= RENAME_ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, RENAME_PAUSE_MS));
    }
  }
}
