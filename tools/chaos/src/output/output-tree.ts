import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** Path → SHA-256 of each file of a run's output, without what a run keeps for itself under `.ohcs/`. */
export async function outputTree(root: string): Promise<ReadonlyMap<string, string>> {
  const paths = (await filesBelow(root)).filter((path) => !path.startsWith(".ohcs/"));
  const hashes = await Promise.all(paths.map(async (path) => hashOf(await readFile(join(root, path)))));
  return new Map(paths.map((path, i) => [path, hashes[i] ?? ""]));
}

/** Temporary files, wherever they lie. */
export async function temporaryFiles(root: string): Promise<readonly string[]> {
  return (await filesBelow(root)).filter((path) => path.endsWith(".ohcs-tmp"));
}

async function filesBelow(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => !entry.isDirectory());
  return files.map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/")).toSorted();
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
