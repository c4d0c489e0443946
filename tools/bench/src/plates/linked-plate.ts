import { copyFile, link, mkdir, readdir } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { wellNames } from "../compile/large-plate.ts";

const WELL = "_A01_";

/**
 * Makes a plate at `root` of as many wells as told, in a format that is sold, whose images are links to those of the plate at
 * `wellRoot`, which has the well A01 alone: a large plate that takes the disk of one well.
 */
export async function linkedPlate(wellRoot: string, root: string, wells: number): Promise<void> {
  const entries = await readdir(wellRoot, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile())) {
    const source = join(entry.parentPath, entry.name);
    const target = join(root, relative(wellRoot, source));
    await mkdir(dirname(target), { recursive: true });
    if (!entry.name.includes(WELL)) await copyFile(source, target);
    else for (const well of wellNames(wells)) await link(source, target.replace(WELL, `_${well}_`));
  }
}
