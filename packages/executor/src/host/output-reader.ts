import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { OutputFile } from "@ohcs/context";
import type { OutputReader, Verification } from "./run-host.ts";
import { isRunLockHeld } from "./run-lock.ts";

/** The root of an output plate on this machine's file system, to be looked at only. */
export function outputReader(root: string): OutputReader {
  return Object.freeze({
    readText: (path: string) => readText(join(root, path)),
    verify: (file: OutputFile, how: Verification) => verify(join(root, file.path), file, how),
    isHeld: () => isRunLockHeld(join(root, ".ohcs", "lock")),
  });
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(String((error as NodeJS.ErrnoException).code))) return null;
    throw error;
  }
}

async function verify(path: string, { bytes, sha256 }: OutputFile, how: Verification): Promise<boolean> {
  try {
    if ((await stat(path)).size !== bytes) return false;
    return how === "size" || (await hashOf(path)) === sha256;
  } catch {
    // What cannot be read proves nothing.
    return false;
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
