import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { formatPlaneKey } from "@ohcs/context";
import { writeBytesAtomically } from "@ohcs/filemanager/disk";
import type { PlateImages } from "../images/plate-images.ts";
import { encodePng, type Picture } from "./picture.ts";
import { plateContrasts, wellFigures } from "./well-figures.ts";

/**
 * Writes figures of a plate below a folder, as PNG, each whole or not at all: `overlays/A01_s001.png` of each field, `montages/A01.png` of each well.
 * Planes that cannot be read are left out. Returns the paths. @throws what writing throws
 */
export async function writeFigures(images: PlateImages, folder: string): Promise<readonly string[]> {
  const contrasts = await plateContrasts(images);
  const paths: string[] = [];
  for (const name of ["overlays", "montages"]) await mkdir(join(folder, name), { recursive: true });
  const write = async (name: string, picture: Picture) => {
    const path = join(folder, `${name}.png`);
    await writeBytesAtomically(path, await encodePng(picture));
    paths.push(path);
  };
  for (const well of images.wells.keys()) {
    const { overlays, montage } = await wellFigures(images, well, contrasts);
    for (const { site, picture } of overlays)
      await write(`overlays/${site === null ? well : `${well}_${formatPlaneKey({ site })}`}`, picture);
    if (overlays.length > 0) await write(`montages/${well}`, montage);
  }
  return paths;
}
