import { resolve } from "node:path";
import type { PlateManifest } from "@ohcs/context";
import { readImageHeader } from "@ohcs/filemanager/disk";
import { openPlate } from "@ohcs/microscopes/disk";
import { plateFolder } from "./plate-folder.ts";

/** Opens the plate that the user named, relative to `directory`, reading only. @throws whatever `openPlate` throws */
export async function openSource(
  plate: string,
  pattern: string | undefined,
  directory: string,
): Promise<PlateManifest> {
  const root = await plateFolder(resolve(directory, plate));
  return openPlate(root, { readHeader: readImageHeader, ...(pattern === undefined ? {} : { pattern }) });
}
