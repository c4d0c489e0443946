import type { PlateManifest } from "@ohcs/context";
import type { GroupedStep } from "../draft/grouped-step.ts";
import type { WellStructure } from "../draft/plate-selection.ts";
import type { Finding } from "../findings/findings.ts";

/** What the plate states about the places of its tiles. */
export type TilePlaces = Pick<PlateManifest, "grid" | "calibration">;

/** Calls that need the places of several tiles, on a plate that has neither stage positions with a pixel size nor a grid. */
export function unplacedTiles(
  { step, isActive, isIntact, groups }: GroupedStep,
  { wells }: Pick<WellStructure, "wells">,
  { grid, calibration }: TilePlaces,
): readonly Finding[] {
  const call = [...step.chains.values()].flat().find(({ declaration }) => declaration.needsTilePlaces);
  if (!isActive || !isIntact || call === undefined || grid !== null) return [];
  const stacksTiles = groups.some(({ inputs }) => [...inputs.values()].some((items) => items.length > 1));
  const isStaged =
    calibration.pixelSizeUm !== null && wells.every(({ images }) => images.every(({ position }) => position !== null));
  if (!stacksTiles || isStaged) return [];
  const { name } = call.declaration;
  return [
    {
      code: "TILES_UNPLACED",
      message: `Cannot call '${name}': nothing states where the tiles of a well lie`,
      where: { step: step.place, function: name },
      expected: null,
      got: null,
      hint: "State the grid of sites with --grid 3x3 or 'grid' in the configuration, or the pixel size where the plate has stage positions",
    },
  ];
}
