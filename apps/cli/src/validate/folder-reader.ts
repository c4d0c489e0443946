import { readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { readJson } from "@ohcs/context";

/**
 * Reads the JSON documents of a hierarchy below `root`, null where there is none. Paths come from the documents
 * themselves, so none may lead out of the root.
 */
export function folderReader(root: string): (path: string) => Promise<unknown> {
  return async (path) => {
    const file = resolve(root, path);
    if (file !== join(root, relative(root, file)) || relative(root, file).startsWith("..")) return null;
    const text = await readFile(file, "utf8").catch(absent);
    return text === null ? null : readJson(text);
  };
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
  throw error;
}
