import { link, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { formatWellId } from "@ohcs/context";
import { designPlate, type LayoutName, planePath, planesOf, renderPlateFiles } from "@ohcs/testkit";

/** A size of plate: wells, and rows and columns of sites. */
export interface PlateSize {
  readonly wells: number;
  readonly grid: readonly [rows: number, columns: number];
  readonly channels: number;
}

/** Writes a plate whose images are all links to one file of 8 × 8 px. Returns its folder and how many images it has. */
export async function linkedPlate(
  directory: string,
  layout: LayoutName,
  { wells, grid, channels }: PlateSize,
): Promise<{ readonly root: string; readonly images: number }> {
  const [root, design] = [join(directory, layout), designOf(layout, { wells, grid, channels })];
  const [first, ...others] = [...planesOf(design)].map((plane) => join(root, planePath(design, plane)));
  if (first === undefined) throw new Error("Cannot write a plate: it has no planes");
  for (const [path, bytes] of renderPlateFiles(design)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), bytes);
    if (join(root, path) === first) break;
  }
  for (const path of others) await link(first, path);
  return { root, images: others.length + 1 };
}

function designOf(layout: LayoutName, { wells, grid, channels }: PlateSize) {
  const names = Array.from({ length: 1536 }, (_, i) => formatWellId(Math.floor(i / 48), i % 48));
  const placements = Object.fromEntries(names.map((name) => [name, "empty" as const]));
  const size = { format: wells, wells, grid, channels, zSteps: 1, tile: [8, 8] as const };
  return designPlate({ layout, ...size, radius: [1, 1], placements });
}
