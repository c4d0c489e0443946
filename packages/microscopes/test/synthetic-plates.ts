import { formatWellId, type PlateManifest } from "@ohcs/context";
import { type PlateDesign, planePath, planesOf, tinyPlate } from "@ohcs/testkit";
import { expect } from "vitest";

/** The layouts of vendors that a synthetic plate can have, and the handler of each. */
export const LAYOUTS = [
  ["imagexpress", "imageXpress"],
  ["phenix", "operaPhenix"],
  ["cellvoyager", "cellVoyager"],
  ["scanr", "scanR"],
  ["ome-tiff", "omeTiff"],
] as const;

export type Layout = (typeof LAYOUTS)[number][0];

/** No cells in any well: places are compared, not pixels. */
const EMPTY = Object.fromEntries(
  Array.from({ length: 1536 }, (_, i) => [formatWellId(Math.floor(i / 48), i % 48), "empty" as const]),
);

/** A small design of that layout with z and time, in a plate of that many wells: its corners, or all of them. */
export function designOf(layout: Layout, format: number, wells: readonly string[] | number, sites = 6): PlateDesign {
  return tinyPlate({
    ...{ layout, format, wells, sites, tile: 8, cells: 1, channels: 2, z: 2, timepoints: 2, zStepUm: 1.5 },
    ...{ stageError: 2, placements: EMPTY },
  });
}

/** Checks that the manifest says of every plane what the design does: its file, and its place from the first tile. */
export function expectDesigned(manifest: PlateManifest, design: PlateDesign): void {
  const zero = design.layout === "scanr" ? 1 : 0;
  const nameOf = (channel: number) => (design.layout === "scanr" ? (design.channels[channel - 1] ?? "") : `${channel}`);
  const keyOf = (well: string, site: number, channel: string, zIndex: number, timepoint: number) =>
    `${well} ${site} ${channel} ${zIndex} ${timepoint}`;
  const images = new Map(
    manifest.images.map((image) => [
      keyOf(image.well, image.site, image.channel, image.zIndex, image.timepoint),
      image,
    ]),
  );
  const wells = new Map(design.wells.map((well) => [well.well, well.tiles]));
  let count = 0;
  for (const plane of planesOf(design)) {
    const { well, site, channel, zIndex, timepoint } = plane;
    const key = keyOf(well, site, nameOf(channel), zIndex - zero, timepoint - zero);
    const image = images.get(key);
    if (image?.path !== planePath(design, plane)) expect.fail(`${key}: ${image?.path}`);
    const first = images.get(keyOf(well, 1, nameOf(channel), zIndex - zero, timepoint - zero))?.position;
    const [tile, firstTile] = [wells.get(well)?.[site - 1]?.nominal, wells.get(well)?.[0]?.nominal];
    const moved = [image.position?.xUm, image.position?.yUm].map(
      (um, i) => (um ?? Number.NaN) - ((i === 0 ? first?.xUm : first?.yUm) ?? 0),
    );
    const expected = [(tile?.x ?? 0) - (firstTile?.x ?? 0), (tile?.y ?? 0) - (firstTile?.y ?? 0)];
    if (moved.some((um, i) => !(Math.abs(um - (expected[i] ?? 0) * design.pixelSizeUm) < 2e-3)))
      expect.fail(`${key}: ${moved} instead of ${expected}`);
    count++;
  }
  expect(manifest.images).toHaveLength(count);
  expect(manifest.calibration.pixelSizeUm).toBe(design.pixelSizeUm);
  expect(manifest.wells).toEqual(design.wells.map(({ well }) => well));
}
