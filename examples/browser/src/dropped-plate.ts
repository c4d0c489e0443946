import type { StoredImage } from "@ohcs/context";
import { decodeTiff, decodeTiffHeader } from "@ohcs/filemanager/tiff";
import { formatHandler, openReader, parsePattern, patternFormat } from "@ohcs/microscopes";
import { memoryPlateReader } from "@ohcs/testkit";
import type { PagePlate } from "./preview.ts";

const WELL = "A01";
const handler = formatHandler(patternFormat(parsePattern("^(?<well>[A-Z]\\d+)_w(?<ch>\\d+)\\.tif$")));

/** A plate of one well, whose channels are the pages of a TIFF. @throws as `decodeTiff()` */
export async function openDroppedPlate(file: Uint8Array, path: string): Promise<PagePlate> {
  const { pages, description, ...facts } = await decodeTiffHeader(file, { path });
  const images: [string, StoredImage][] = [];
  for (let page = 0; page < pages; page++)
    images.push([`${WELL}_w${page + 1}.tif`, await decodeTiff(file, { path, page })]);
  const files = images.map(([name]) => [name, ""] as const);
  const readHeader = () => ({ ...facts, pages: 1, description: null });
  const reader = memoryPlateReader({ name: path, files, readHeader });
  return { manifest: await openReader(reader, { handlers: [handler], headers: "all" }), planes: new Map(images) };
}
