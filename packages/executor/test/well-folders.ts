import { makePlateFolders, type PlateFolders } from "./plate-folders.ts";
import { writeWell } from "./projection.ts";

const functionsUrl = new URL("./fixtures/functions.mjs", import.meta.url).href;

/** Folders whose source has the planes of these wells: 1 in the first one, 2 in the second, and so on. */
export async function makeWellFolders(wells: readonly string[]): Promise<PlateFolders> {
  const folders = await makePlateFolders(functionsUrl);
  for (const [i, well] of wells.entries()) await writeWell(folders, well, i + 1);
  return folders;
}
