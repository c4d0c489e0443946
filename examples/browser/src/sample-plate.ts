import type { StoredImage } from "@ohcs/context";
import { imageXpress, openReader } from "@ohcs/microscopes";
import { designPlate, memoryPlateReader, planePath, planesOf, renderPlane, renderPlateFiles } from "@ohcs/testkit";
import type { PagePlate } from "./preview.ts";

/** Four wells of one site and two channels. */
export const design = designPlate({
  name: "sample",
  wells: 4,
  grid: [1, 1],
  tile: [320, 320],
  zSteps: 1,
  cells: 30,
  seed: 7,
});

/** Generates the plate in memory, and opens it as a folder from the microscope is. */
export async function openSamplePlate(): Promise<PagePlate> {
  const { pixelSizeUm, tile } = design;
  const header = { ...tile, dtype: "uint16", pages: 1, description: null, pixelSizeUm } as const;
  const files = renderPlateFiles(design);
  const reader = memoryPlateReader({ name: design.name, files, readHeader: () => header });
  const planes = Array.from(planesOf(design), (plane): [string, StoredImage] => [
    planePath(design, plane),
    { data: renderPlane(design, plane), shape: [tile.height, tile.width], dtype: "uint16", pixelSizeUm },
  ]);
  return {
    manifest: await openReader(reader, { handlers: [imageXpress], headers: "all" }),
    planes: new Map(planes),
  };
}
