import { resolve } from "node:path";
import type { PlateManifest } from "@ohcs/context";
import { writeBytesAtomically } from "@ohcs/filemanager/disk";
import { contactSheet, encodePng, sourceImages } from "@ohcs/viewer/disk";
import { sourceStorage } from "ohcs/compose";
import { fail } from "../errors.ts";
import { liesInPlate } from "../plate/lies-in-plate.ts";

/** Writes a picture of all channels, whole or not at all. Returns its path. @throws `PICTURES_UNWRITABLE` */
export async function writeSheet(manifest: PlateManifest, named: string, directory: string): Promise<string> {
  const file = resolve(directory, named);
  if (await liesInPlate(file, manifest.root))
    throw unwritable(named, `a path apart from the source plate '${manifest.root}'`);
  const images = sourceImages(manifest, await sourceStorage(manifest, directory));
  try {
    const png = await encodePng(await contactSheet(images));
    await writeBytesAtomically(file, png).catch((cause: unknown) => {
      throw unwritable(named, "a path that can be written", cause);
    });
    return file;
  } finally {
    await images.close();
  }
}

/** Says why pictures cannot be written. */
export function unwritable(named: string, expected: string, cause?: unknown): Error {
  const reason = cause instanceof Error ? ` (${cause.message})` : "";
  return fail("PICTURES_UNWRITABLE", `Cannot write pictures: expected ${expected}, got '${named}'${reason}`, {
    details: { path: named },
    ...(cause === undefined ? {} : { cause }),
  });
}
