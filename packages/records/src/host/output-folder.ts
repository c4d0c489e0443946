import { type FileHandle, lstat, mkdir, open, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { isOhcsError } from "@ohcs/context";
import type { PlateDeclaration, PlateStorage } from "@ohcs/filemanager";
import { sweepTemporaries, writeTextAtomically } from "@ohcs/filemanager/disk";
import { writePlateSkeleton } from "@ohcs/filemanager/zarr";
import { takeLock } from "@ohcs/locks";
import { fail } from "../errors.ts";
import { LAYOUT } from "../layout.ts";
import type { OpenOutputOptions, OutputFolder, RunHost } from "../run-host.ts";
import { outputReader, pathInside } from "./output-reader.ts";

const FULL = ["ENOSPC", "EDQUOT", "EFBIG"];

/**
 * A system error for a path at or below the root of an output plate as `OUTPUT_NOT_WRITABLE`; other errors unchanged.
 */
export function notWritable(root: string, path: string, cause: unknown): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  if (isOhcsError(cause) || code === undefined) return cause;
  const isFull = FULL.includes(code);
  const expected = isFull ? "free space" : "a writable folder";
  return fail("OUTPUT_NOT_WRITABLE", `Cannot write to '${path}': expected ${expected}, got ${code}`, {
    details: { root, path, code },
    ...(isFull ? { remedy: "Free space on its disk, or choose another output folder." } : {}),
    cause,
  });
}

const NEWLINE = "\n";

/** Appends whole lines to a file, after terminating an unfinished last line. */
export async function appendLines(path: string, lines: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, "a+");
  try {
    await file.appendFile((await isUnfinished(file)) ? `${NEWLINE}${lines}` : lines);
  } finally {
    await file.close();
  }
}

/** Is the last line unfinished? */
async function isUnfinished(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const { buffer } = await file.read({ buffer: new Uint8Array(1), position: size - 1 });
  return buffer[0] !== NEWLINE.charCodeAt(0);
}

/** Opens and locks the root of an output plate on this machine's file system. */
export async function openOutputFolder(root: string, options: OpenOutputOptions = {}): Promise<OutputFolder> {
  const release = await lockedRoot(root, options);
  let released: Promise<void> | null = null;
  const reported = async (path: string, write: (place: string) => Promise<void>) => {
    const place = pathInside(root, path);
    return write(place).catch((cause: unknown) => {
      throw notWritable(root, place, cause);
    });
  };
  return Object.freeze({
    ...outputReader(root),
    writeText: (path: string, text: string | Iterable<string>) => reported(path, (place) => writeText(place, text)),
    append: (path: string, text: string) => reported(path, (place) => appendLines(place, text)),
    list: (path: string) => filesIn(pathInside(root, path)),
    remove: (path: string) => reported(path, (place) => rm(place, { force: true })),
    declarePlate: async (path: string, plate: PlateDeclaration, storage: PlateStorage) => {
      await writePlateSkeleton({ root, path, plate, storage });
    },
    urlOf: (path: string) => pathToFileURL(pathInside(root, path)).href,
    // Other processes that request the lock meanwhile write temporary files there.
    sweep: async () => sweepTemporaries(root, { except: join(root, LAYOUT.lock), olderThanMs: await ageOfLeft(root) }),
    release: () => {
      released ??= release();
      return released;
    },
  });
}

/** Workers of other machines may still write: there only what is a day old counts as left behind, ms. */
async function ageOfLeft(root: string): Promise<number> {
  const isRemote = await lstat(join(root, LAYOUT.remote)).catch(() => null);
  return isRemote === null ? 0 : 86_400_000;
}

/** Makes the root if needed and takes its lock, which writes into it: a read-only folder is detected here. */
async function lockedRoot(root: string, { stealLock = false }: OpenOutputOptions): Promise<() => Promise<void>> {
  try {
    await refuseLinks(root);
    return await takeLock(join(root, LAYOUT.lock), { subject: root, steal: stealLock });
  } catch (cause) {
    throw notWritable(root, root, cause);
  }
}

/**
 * Records of a run must be in its output: through a link it would overwrite, and sweep, files elsewhere. @throws
 * `OUTPUT_LINKED`
 */
async function refuseLinks(root: string): Promise<void> {
  const own = join(root, LAYOUT.own);
  const isLink = (path: string) =>
    lstat(path).then(
      (entry) => entry.isSymbolicLink(),
      () => false,
    );
  const entries = await readdir(own, { withFileTypes: true }).catch(() => []);
  const linked = (await isLink(own)) ? own : entries.find((entry) => entry.isSymbolicLink());
  if (linked === undefined) return;
  const path = typeof linked === "string" ? linked : join(own, linked.name);
  throw fail("OUTPUT_LINKED", `Cannot use '${path}': it is a symbolic link`, {
    details: { root, path },
  });
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.flatMap((entry) => (entry.isFile() && !entry.name.startsWith(".") ? [entry.name] : []));
}

async function writeText(path: string, text: string | Iterable<string>): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeTextAtomically(path, text);
}

/** This machine as the place of a run: its file system, its process, its versions. */
export function nodeRunHost(): RunHost {
  return Object.freeze({
    specVersion: 1,
    openOutput: openOutputFolder,
    readOutput: outputReader,
    facts: Object.freeze({ node: process.version, platform: `${process.platform}-${process.arch}` }),
  });
}
