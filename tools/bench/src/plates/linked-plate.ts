import { link, mkdir, readdir } from "node:fs/promises";
import { join, relative } from "node:path";

/**
 * Makes a plate at `target` whose files are links to those of the plate at `source`, each by all names that `namesOf` gives for its own:
 * a large plate that takes the disk of a small one.
 */
export async function linkedPlate(
  source: string,
  target: string,
  namesOf: (name: string) => readonly string[],
): Promise<void> {
  const entries = await readdir(source, { recursive: true, withFileTypes: true });
  for (const { name, parentPath } of entries.filter((entry) => entry.isFile())) {
    const folder = join(target, relative(source, parentPath));
    await mkdir(folder, { recursive: true });
    for (const other of new Set(namesOf(name))) await link(join(parentPath, name), join(folder, other));
  }
}
