import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/** Name, length, time of change and hash of everything in a folder, as lines. */
export async function snapshotTree(root: string): Promise<readonly string[]> {
  const names = (await readdir(root, { recursive: true })).sort();
  return Promise.all(
    ["", ...names].map(async (name) => {
      const facts = await stat(join(root, name));
      const hash = facts.isFile()
        ? createHash("sha256")
            .update(await readFile(join(root, name)))
            .digest("hex")
        : "";
      return `${name} ${facts.size} ${facts.mtimeMs} ${hash}`;
    }),
  );
}
