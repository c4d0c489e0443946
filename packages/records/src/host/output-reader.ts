import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { OutputFile } from "@ohcs/context";
import { normalizeVirtualPath } from "@ohcs/filemanager";
import { lockHolder } from "@ohcs/locks";
import { fail } from "../errors.ts";
import { LAYOUT } from "../layout.ts";
import type { OutputHolder, OutputReader, Verification } from "../run-host.ts";

/** The root of an output plate on this machine's file system, read-only. */
export function outputReader(root: string): OutputReader {
  return Object.freeze({
    root,
    readText: async (path: string) => readText(root, pathInside(root, path)),
    verify: (file: OutputFile, how: Verification) => verify(root, file, how),
    holder: () => holderOf(root),
  });
}

async function holderOf(root: string): Promise<OutputHolder | null> {
  const holder = await lockHolder(join(root, LAYOUT.lock));
  return holder === null ? null : { ...holder, lastSignOfLife: await lastSignOfLife(join(root, LAYOUT.own)) };
}

async function readText(root: string, path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw fail("OUTPUT_NOT_READABLE", `Cannot read '${path}': expected a file that can be read, got ${code}`, {
      details: { root, path, code },
      cause,
    });
  }
}

async function verify(root: string, { path, bytes, sha256 }: OutputFile, how: Verification): Promise<boolean> {
  try {
    const file = pathInside(root, path);
    if ((await stat(file)).size !== bytes) return false;
    return how === "size" || (await hashOf(file)) === sha256;
  } catch {
    // An unreadable file verifies nothing.
    return false;
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

/**
 * When a run last wrote anything into its `.ohcs/`, ISO 8601: a file there, or a folder that got a new record; null if
 * nothing can be read. Reading, and a refused lock, change nothing there.
 */
export async function lastSignOfLife(folder: string): Promise<string | null> {
  const names = await readdir(folder).catch(() => []);
  const times = await Promise.all(names.map((name) => changedAt(join(folder, name))));
  const newest = Math.max(...times);
  return Number.isFinite(newest) ? new Date(newest).toISOString() : null;
}

/** Files that vanish meanwhile are ignored. */
function changedAt(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.NEGATIVE_INFINITY,
  );
}

/**
 * The file at a virtual path below `root`. Paths come from files of runs, which are untrusted.
 * @throws `PATH_OUTSIDE_ROOT`
 */
export function pathInside(root: string, path: string): string {
  return join(root, normalizeVirtualPath(path));
}
