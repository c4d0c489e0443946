import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** Every file below `root` by its path, as SHA-256; sorted, what lies in `.ohcs/` left out. */
export async function contentsOf(root: string): Promise<Readonly<Record<string, string>>> {
  return entriesOf(root, async (file) =>
    createHash("sha256")
      .update(await readFile(file))
      .digest("hex"),
  );
}

/** Every file below `root` by its path, with size, time of modification and SHA-256. */
export async function fingerprintsOf(root: string): Promise<Readonly<Record<string, string>>> {
  return entriesOf(root, async (file) => {
    const { size, mtimeMs } = await stat(file);
    return `${size} ${mtimeMs} ${createHash("sha256")
      .update(await readFile(file))
      .digest("hex")}`;
  });
}

async function entriesOf(
  root: string,
  describe: (file: string) => Promise<string>,
): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const kept = files
    .map((file) => relative(root, file).split(sep).join("/"))
    .filter((path) => !path.startsWith(".ohcs/"));
  const described = kept.toSorted().map(async (path) => [path, await describe(join(root, path))] as const);
  return Object.fromEntries(await Promise.all(described));
}
