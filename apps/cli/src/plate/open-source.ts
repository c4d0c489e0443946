import { resolve } from "node:path";
import type { PlateManifest } from "@ohcs/context";
import { readImageHeader } from "@ohcs/filemanager/disk";
import { surveyZarrPlate } from "@ohcs/filemanager/zarr";
import { openPlate } from "@ohcs/microscopes/disk";
import { plateFolder } from "./plate-folder.ts";

/** Which plate, and what the user says about how to read it. */
export interface SourceValues {
  readonly plate: string;
  readonly pattern: string | undefined;
  /** Of an OME-Zarr plate. */
  readonly acquisition: number | undefined;
}

/** Opens the plate that the user named, relative to `directory`, reading only. @throws whatever `openPlate` throws */
export async function openSource(
  { plate, pattern, acquisition }: SourceValues,
  directory: string,
): Promise<PlateManifest> {
  const root = await plateFolder(resolve(directory, plate));
  return openPlate(root, {
    ...{ readHeader: readImageHeader, readZarr: surveyZarrPlate },
    ...(pattern === undefined ? {} : { pattern }),
    ...(acquisition === undefined ? {} : { acquisition }),
  });
}
