import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { sha256Hex } from "@ohcs/context";

/** Path → hash of every file below `folder`; with the time of change where `times`. */
export async function treeOf(folder: string, times = false): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const described = files.toSorted().map(async (file) => {
    const stamp = times ? ` ${(await stat(file)).mtimeMs}` : "";
    return [relative(folder, file), `${sha256Hex(await readFile(file))}${stamp}`] as const;
  });
  return Object.fromEntries(await Promise.all(described));
}
