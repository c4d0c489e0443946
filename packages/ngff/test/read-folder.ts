import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { HierarchyReader } from "@ohcs/ngff";

/** Reads the metadata files of a hierarchy in a folder. */
export function folderReader(root: string): HierarchyReader {
  return async (path) => {
    const text = await readFile(join(root, path), "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
      throw error;
    });
    return text === null ? null : JSON.parse(text);
  };
}
