import { realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { fail } from "../errors.ts";

/** A plate's folder as an absolute path, as it was given and without symbolic links. */
export interface PlateRoot {
  readonly root: string;
  readonly real: string;
}

/** Finds a plate's folder. @throws `PLATE_NOT_FOUND` */
export async function plateRoot(folder: string): Promise<PlateRoot> {
  const root = resolve(folder);
  const facts = await stat(root).catch((cause: unknown) => {
    throw fail("PLATE_NOT_FOUND", `Cannot open plate: expected a folder at '${root}', got none`, {
      details: { root },
      cause,
    });
  });
  if (facts.isDirectory()) return { root, real: await realpath(root) };
  throw fail("PLATE_NOT_FOUND", `Cannot open plate: expected a folder at '${root}', got a file`, { details: { root } });
}
